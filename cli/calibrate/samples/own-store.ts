import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Medium } from '../../../sim/worlds/live/stores/medium.ts';
import { openMedium } from '../../../sim/worlds/live/stores/open-medium.ts';

/** A store that is empty when it opens, and gone when it closes. */
export type OwnStore = Pick<Medium, 'put' | 'get' | 'close'>;

/** Opens the live world's embedded store in a fresh folder, in the system's place for temporary files where nothing else is said. */
export async function ownStore(parent: string = tmpdir()): Promise<OwnStore> {
  const folder = await mkdtemp(join(parent, 'metarange-calibrate-'));
  const discard = (): Promise<void> => rm(folder, { recursive: true });
  try {
    const medium = await openMedium({ kind: 'embedded', path: join(folder, 'records.db') });
    return {
      put: (key, bytes) => medium.put(key, bytes),
      get: (key) => medium.get(key),
      close: async () => {
        await medium.close();
        await discard();
      },
    };
  } catch (error) {
    await discard();
    throw error;
  }
}
