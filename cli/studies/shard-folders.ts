import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Shard } from '../../scenarios/studies/shards.ts';
import { shardName, storeFile } from './study-folder.ts';

/** The folder of a shard in that of its study: each has a store of its own, which one process has open. */
export const shardFolder = (folder: string, { index, of }: Shard): string => join(folder, `shard-${index}-of-${of}`);

/** The shards of a study that have a store, fewest parts first. */
export const shardsIn = (folder: string): readonly Shard[] =>
  (statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [])
    .flatMap((name): readonly Shard[] => {
      const found = shardName.exec(name);
      const isThere = found !== null && existsSync(join(folder, name, storeFile));
      return isThere ? [{ index: Number(found[1]), of: Number(found[2]) }] : [];
    })
    .toSorted((one, other) => one.of - other.of || one.index - other.index);
