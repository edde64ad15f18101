import { usualDetector } from '../../sim/controls/detector.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import type { ScoredRun } from './scores.ts';

/**
 * One thing that is judged, attacked or honest: some sources over some time. What a detector makes of it is the highest score that it came
 * to about any of them then, whatever that score descends from: it could not know.
 */
export interface Unit {
  readonly sources: readonly number[];
  readonly fromNs: number;
  readonly lengthNs: number;
}

/** Honest units that are drawn for each attacked one: enough for an interval, and few enough that they hardly overlap (assumption). */
const honestForEach = 4;

/** No unit is shorter: in less a score has hardly begun to fade, and what is done in an instant would be looked for in that instant only. */
const leastNs = usualDetector.halfLifeNs;

/** Units of a run and its honest twin, and what the detector made of each. */
export interface JudgedUnits {
  readonly attacked: readonly number[];
  readonly honest: readonly number[];
}

/** Highest score about a unit's sources in its time; 0 where there is none. */
export function heightOf({ scores }: ScoredRun, { sources, fromNs, lengthNs }: Unit): number {
  let highest = 0;
  for (const { atNs, about, score } of scores) {
    if (atNs < fromNs || atNs > fromNs + lengthNs || !sources.includes(about)) continue;
    highest = Math.max(highest, score);
  }
  return highest;
}

/** Sources of which the detector took note at all, in the order of their numbers: those that speak. */
const notedIn = ({ scores }: ScoredRun): readonly number[] =>
  [...new Set(scores.map(({ about }) => about))].toSorted((one, other) => one - other);

/** So many of these, each at most once, every choice as likely as any other. */
function drawnOf(pool: readonly number[], count: number, stream: Stream): readonly number[] {
  const rest = [...pool];
  return Array.from({ length: Math.min(count, rest.length) }, () => rest.splice(stream.below(rest.length), 1)[0]!);
}

/**
 * The units of an attacked run and of its twin without an attack. An attempt's unit holds the sources of which a score descends from it,
 * from its beginning to its end, or to the last such score where that comes later, and for a minute at least. Of an attempt from which
 * none descends it is one honest source, drawn: the detector has nothing but what it would have had without. An honest unit has as many
 * sources and is as long, and which and when is drawn, over the time that is measured.
 */
export function unitsOf(attacked: ScoredRun, honest: ScoredRun, seed: number): JudgedUnits {
  const pool = notedIn(honest);
  const found: { attacked: number[]; honest: number[] } = { attacked: [], honest: [] };
  for (const { attempt, fromNs, untilNs } of attacked.ended) {
    const stream = new Stream(keyOf(seed, attempt, 'units of detection'));
    const own = attacked.scores.filter((score) => score.attempt === attempt);
    const sources = own.length === 0 ? drawnOf(pool, 1, stream) : [...new Set(own.map(({ about }) => about))];
    const lengthNs = Math.max(leastNs, untilNs - fromNs, (own.at(-1)?.atNs ?? 0) - fromNs);
    found.attacked.push(heightOf(attacked, { sources, fromNs, lengthNs }));
    const spareNs = Math.max(0, honest.untilNs - honest.fromNs - lengthNs);
    for (let turn = 0; turn < honestForEach; turn++) {
      const drawn = drawnOf(pool, sources.length, stream);
      const beginsNs = honest.fromNs + Math.floor(stream.open() * spareNs);
      found.honest.push(heightOf(honest, { sources: drawn, fromNs: beginsNs, lengthNs }));
    }
  }
  return found;
}
