import type { Values } from '../../metrics/results/measured.ts';
import type { MeasureBook } from '../../metrics/measure-book.ts';
import type { TrailPoint } from '../../metrics/results/study.ts';
import type { Study, StudyRepetition } from '../../sim/framework/study.ts';
import type { Crew, NamedOrder } from './crew.ts';
import type { Ledger } from './ledger.ts';
import { keyOfRun } from './order.ts';
import type { Cell, FailedRun, PlacedRun, RunRecord } from './order.ts';
import { nextReplications, precisionOf } from './stopping.ts';

/** How far a study has come, in runs that this call plays. */
export interface StudyProgress {
  readonly done: number;
  /** Null while nobody can tell: a study goes on until it is precise enough. */
  readonly of: number | null;
  readonly failed: number;
  /** Runs that an earlier call had played. */
  readonly kept: number;
}

/** What is played, by whom, and where it is kept. */
export interface StudyPlay {
  readonly repetition: Study['repetition'];
  readonly cells: readonly Cell[];
  /** Version of everything that facts depend on beside the orders. */
  readonly version: string;
  readonly crew: Crew;
  readonly ledger: Ledger;
  readonly book: MeasureBook;
  /** Whether a cell's run is played here; all are where nothing is said. */
  readonly mine?: (cell: number, replication: number) => boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (state: StudyProgress) => void;
}

/** How often each cell was played in the end, and how its precision came about. */
export interface StudyPlayed {
  readonly replications: number;
  readonly trail: readonly TrailPoint[];
  /** Whether the precision that was asked for is there; true where none was. */
  readonly precise: boolean;
}

/** Name of a cell's run of one replication. */
export const keyOfCell = ({ order }: Cell, replication: number, version: string): string =>
  keyOfRun({ ...order, replication }, version);

/**
 * Plays the runs of a study that its ledger does not have, each once, and keeps what they came to. A run that fails is kept as failed and
 * left; the next call tries it once more. Rejects with the signal's reason where that is aborted: what is kept stays.
 */
export async function playStudy(play: StudyPlay): Promise<StudyPlayed> {
  const { repetition } = play;
  const counted = { done: 0, failed: 0, kept: 0 };
  if (repetition.kind === 'replications') {
    await playRound(play, 0, repetition.count, counted);
    return { replications: repetition.count, trail: [], precise: true };
  }
  return playUntilPrecise(play, repetition, counted);
}

/** What was counted in this call so far. */
interface Counted {
  done: number;
  failed: number;
  kept: number;
}

async function playUntilPrecise(
  play: StudyPlay,
  repetition: Extract<StudyRepetition, { readonly kind: 'precision' }>,
  counted: Counted,
): Promise<StudyPlayed> {
  const trail: TrailPoint[] = [];
  const observed: Values[][] = play.cells.map(() => []);
  let replications = 0;
  for (;;) {
    const next = nextReplications(replications, repetition.most);
    await playRound(play, replications, next, counted);
    for (const cell of play.cells) {
      const keys = span(replications, next).map((replication) => keyOfCell(cell, replication, play.version));
      // Of all that a run gave only these are held: a study may have many.
      for (const run of await play.ledger.runs(keys))
        if (run !== undefined && !('failure' in run)) observed[cell.index]!.push(chosen(run.values, repetition.values));
    }
    replications = next;
    const precision = precisionOf(repetition, play.cells, observed, play.book);
    trail.push({ replications, widest: precision.widest });
    if (precision.met || replications >= repetition.most) return { replications, trail, precise: precision.met };
  }
}

const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, place) => from + place);

const chosen = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));

/** Runs that a ledger is told of at once, at most: a study of a million runs is not held twice. */
const placedAtOnce = 10_000;

/** Plays the replications `from` to `to` of every cell, whole replications first, so that one that is cut short has pairs. */
async function playRound(play: StudyPlay, from: number, to: number, counted: Counted): Promise<void> {
  const { cells, version, crew, ledger, mine, signal, progress } = play;
  const orders = new Map<string, NamedOrder>();
  const before = ledger.done();
  let placed: PlacedRun[] = [];
  const kept = new Set<string>();
  for (const replication of span(from, to))
    for (const cell of cells) {
      if (mine?.(cell.index, replication) === false) continue;
      const key = keyOfCell(cell, replication, version);
      placed.push({ cell: cell.index, replication, key });
      if (before.has(key)) kept.add(key);
      else if (!orders.has(key)) orders.set(key, { key, order: { ...cell.order, replication } });
      if (placed.length < placedAtOnce) continue;
      await ledger.place(placed);
      placed = [];
    }
  await ledger.place(placed);
  counted.kept += kept.size;
  const fixed = play.repetition.kind === 'replications';
  const tell = (): void => progress?.({ ...counted, of: fixed ? orders.size : null });
  tell();
  signal?.throwIfAborted();
  if (orders.size === 0) return;
  const report = async (run: RunRecord | FailedRun): Promise<void> => {
    await ledger.keep(run);
    counted.done++;
    if ('failure' in run) counted.failed++;
    tell();
  };
  await crew.carryOut([...orders.values()], report, signal);
}
