import { runPart } from '../sim/worlds/live/part.ts';
import { stalledStage } from './evidence/stalled-stage.ts';

// A process of `npm run evidence -- live-stalled`, which starts it and tells it over its channel what to be.
runPart(stalledStage);
