import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediumPlace } from './open-medium.ts';
import { PostgresEngine } from './postgres-engine.ts';
import { discardSpace } from './postgres-space.ts';

/** Where all media of one run lie together: a private folder, or a schema of a PostgreSQL server. Plain data. */
export type MediaSpace =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly space: string };

/** The stores that a run was to have cannot be made; one line says why, and never a password. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
}

/** How long a folder is tried to be removed while somebody still writes there, in tries and ms between two (assumption). */
const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 } as const;

const storeFault = (error: unknown): StoreFault =>
  new StoreFault(error instanceof Error ? error.message : String(error), { cause: error });

/** Rejects with a `StoreFault` where there is no place for a space: here, or on the server of that URL. Leaves nothing behind. */
export async function checkMediaSpace(url: string | null): Promise<void> {
  try {
    if (url === null) {
      accessSync(tmpdir(), constants.W_OK | constants.X_OK);
      return;
    }
    await PostgresEngine.check({ ...postgresSpace(url), store: 'nothing' });
  } catch (error) {
    throw storeFault(error);
  }
}

/**
 * A fresh space: a private folder under the system's temporary directory, or, by the URL of a PostgreSQL server, a schema there,
 * which the first store that opens makes. Throws a `StoreFault` where no folder can be made.
 */
export function freshSpace(url: string | null): MediaSpace {
  if (url !== null) return postgresSpace(url);
  try {
    return { kind: 'embedded', folder: mkdtempSync(join(tmpdir(), `metarange-live-${process.pid}-`)) };
  } catch (error) {
    throw storeFault(error);
  }
}

const postgresSpace = (url: string): Extract<MediaSpace, { readonly kind: 'postgres' }> => ({
  kind: 'postgres',
  url,
  space: `metarange_${randomBytes(8).toString('hex')}`,
});

/** The place of one store in a space; `store` is a name of small letters, digits and hyphens. */
export function placeIn(space: MediaSpace, store: string): MediumPlace {
  return space.kind === 'embedded'
    ? { kind: 'embedded', path: join(space.folder, `${store}.db`) }
    : { ...space, store };
}

/** Removes a space and all that is in it, also under the hands of a process that still has a store open there. */
export async function discardMediaSpace(space: MediaSpace): Promise<void> {
  if (space.kind === 'embedded') discardFolder(space);
  else await discardSpace(space);
}

/** Removes a folder at once: for a process that ends in this moment. */
export function discardFolder({ folder }: Extract<MediaSpace, { readonly kind: 'embedded' }>): void {
  rmSync(folder, removal);
}
