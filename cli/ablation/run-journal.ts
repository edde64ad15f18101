import { existsSync, readFileSync } from 'node:fs';
import type { Crew } from '../../scenarios/studies/crew.ts';
import type { RunRecord } from '../../scenarios/studies/order.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { isSystemError, systemReason, type Disk } from '../staged-folder.ts';
import { packed, readResult } from '../studies/queue/queue-words.ts';

/** What the first line of such a file says. */
const head = '{"runs":"of metarange ablate"}';

/** Runs that were finished, kept on disk until the ablation that they are of is whole. */
export interface RunJournal {
  /** The file that holds them; it is not there before a run is finished. */
  readonly path: string;
  readonly runs: ReadonlyMap<string, RunRecord>;
  keep(run: RunRecord): void;
  /** Takes the file away: what it holds stands elsewhere. */
  drop(): void;
}

/**
 * The journal of an ablation that goes to a folder, a file beside it. Runs have names that cover all that their facts depend on, the version
 * too, so that those of another ablation or version are never taken for its own. A line that is not whole was cut off by a kill: its
 * run is played again.
 */
export function openJournal(out: string, disk: Disk): RunJournal {
  const path = `${out.replace(/\/+$/, '')}.runs.jsonl`;
  const runs = new Map<string, RunRecord>();
  const text = existsSync(path) ? textOf(path, out) : '';
  for (const line of text.split('\n').slice(1)) {
    const run = runIn(line);
    if (run !== undefined) runs.set(run.key, run);
  }
  let before = text === '' ? `${head}\n` : text.endsWith('\n') ? '' : '\n';
  return {
    path,
    runs,
    keep(run) {
      try {
        disk.appendFileSync(path, `${before}${JSON.stringify(packed(run))}\n`);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw new FaultyRequest(`cannot write ${quoted(path)} (${systemReason(error)})`, '--out', 'a folder with room');
      }
      before = '';
      runs.set(run.key, run);
    },
    drop: () => disk.rmSync(path, { force: true }),
  };
}

function textOf(path: string, out: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.split('\n', 1)[0] === head) return text;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FaultyRequest(`cannot read ${quoted(path)} (${systemReason(error)})`, '--out', `${out}-2`);
  }
  throw new FaultyRequest(`file holds something else than runs of an ablation, ${quoted(path)}`, '--out', `${out}-2`);
}

function runIn(line: string): RunRecord | undefined {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    // Cut off.
    return undefined;
  }
  const { key } = (data ?? {}) as { readonly key?: unknown };
  const run = typeof key === 'string' ? readResult(key, data) : undefined;
  return run === undefined || 'failure' in run ? undefined : run;
}

/** A crew that has what a journal holds from there, and keeps in it what it plays. Runs that fail are not kept. */
export const keptIn = (journal: RunJournal, crew: Crew): Crew => ({
  name: crew.name,
  async carryOut(orders, report, signal) {
    const left = orders.filter(({ key }) => !journal.runs.has(key));
    for (const { key } of orders) {
      const run = journal.runs.get(key);
      if (run !== undefined) await report(run);
    }
    const kept: typeof report = (run) => {
      if (!('failure' in run)) journal.keep(run);
      return report(run);
    };
    await crew.carryOut(left, kept, signal);
  },
  close: () => crew.close(),
});
