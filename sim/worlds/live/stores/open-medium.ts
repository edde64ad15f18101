import { EmbeddedEngine } from './embedded-engine.ts';
import { GroupedMedium } from './grouped-medium.ts';
import type { Medium } from './medium.ts';
import { PostgresEngine } from './postgres-engine.ts';
import type { PostgresPlace } from './postgres-place.ts';

/** Where a store lies; plain data, so that one process can tell another. */
export type MediumPlace = { readonly kind: 'embedded'; readonly path: string } | PostgresPlace;

/** Opens the store at a place, or makes it. Rejects with an error of one clear line. */
export async function openMedium(place: MediumPlace): Promise<Medium> {
  return new GroupedMedium(
    place.kind === 'embedded' ? await EmbeddedEngine.open(place.path) : await PostgresEngine.open(place),
  );
}
