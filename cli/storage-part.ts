import { runPart } from '../sim/worlds/live/part.ts';
import { idleArchivist } from './evidence/archivist.ts';
import { storageStage } from './evidence/storage-stage.ts';

// The storage's process of `npm run evidence -- live-storage`, which starts it and tells it over its channel what to be.
runPart(() => storageStage(idleArchivist));
