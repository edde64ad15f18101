import type { NamesIn } from './difference.ts';
import type { Engine } from './engine.ts';
import { FaultyRequest } from './fault.ts';
import { recordedRun } from './recorded-run.ts';
import { readNamedFile, type SavedResults } from './results-folder.ts';

const byNumber = (node: number): string => `node ${node}`;

/** Names of nodes in saved results, from the cast that their manifest tells of; by number, with the reason, where it cannot be made here. */
export const namesFrom =
  (engine: Engine): NamesIn =>
  ({ manifest, path }: SavedResults, nodes: readonly number[]) => {
    if (manifest === null) return { nameOf: byNumber, unknown: 'no manifest' };
    try {
      const { run } = recordedRun(manifest, { folder: path, own: [], engine, read: readNamedFile });
      const names = engine.nodeNames({ ...run, nodes: null }, nodes);
      const known = new Map(nodes.map((node, place) => [node, names[place]!]));
      return { nameOf: (node) => known.get(node) ?? byNumber(node), unknown: null };
    } catch (error) {
      if (!(error instanceof FaultyRequest)) throw error;
      return { nameOf: byNumber, unknown: error.fault.what };
    }
  };
