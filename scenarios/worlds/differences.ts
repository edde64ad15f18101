import { band } from './row.ts';
import type { ComparedProfile, Difference, WorldRow } from './row.ts';
import type { ServicePair } from './service-rows.ts';
import type { ServiceMeasure, ServiceSample } from './service-sample.ts';
import { shortText } from './short-text.ts';
import type { AttackCell } from './verdict-rows.ts';
import { effectOf, isBacked } from './verdict.ts';
import { workParts } from './work-parts.ts';

const meanOf = (samples: readonly ServiceSample[], measure: ServiceMeasure): number => {
  const known = samples.flatMap(({ measures }) => measures[measure] ?? []);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};

const latencies: readonly ServiceMeasure[] = ['p50', 'p95', 'reportP50', 'reportP95', 'opening'];

/** Whether a row's interval lies outside of the band; else it only is too wide to lie within. */
const isOutside = ({ ci }: WorldRow): boolean => ci !== null && (ci[1] < band.least || ci[0] > band.most);

/** A latency that differs: how much of it more work on the way would make, and how much is waiting. */
function latencyText(measure: ServiceMeasure, pairs: readonly ServicePair[]): string {
  const [virtual, live] = [pairs.map((pair) => pair.virtual), pairs.map((pair) => pair.live)];
  const [there, here] = [meanOf(virtual, measure), meanOf(live, measure)];
  const [virtualCpu, liveCpu] = [meanOf(virtual, 'cpu') / 1e6, meanOf(live, 'cpu') / 1e6];
  const found = `${measure}: ${shortText(there)} ms virtual, ${shortText(here)} ms live`;
  const worked = (there * liveCpu) / virtualCpu;
  const text = `${found}; were the virtual world charged what a message takes here, it would be some ${shortText(worked)} ms`;
  return worked >= here
    ? `${text}: the work explains it, and part of that is not on the way`
    : `${text}: the rest is waiting, since all processes share this machine’s cores`;
}

/** What explains the service rows that fail under one profile; null where none does. */
export function serviceDifference(
  profile: ComparedProfile,
  rows: readonly WorldRow[],
  pairs: readonly ServicePair[],
  restMicros: number,
): Difference | null {
  const failed = rows.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return null;
  const outside = failed.filter(isOutside).map(({ id }) => id);
  const wide = failed.filter((row) => !isOutside(row)).map(({ id }) => id);
  const measures = failed.map(({ id }) => id.split('.')[1] as ServiceMeasure);
  const texts = [
    ...(outside.length === 0 ? [] : [`outside of the band: ${outside.join(', ')}`]),
    ...(wide.length === 0 ? [] : [`not shown to be within it, the interval is too wide: ${wide.join(', ')}`]),
    ...measures.filter((measure) => latencies.includes(measure)).map((measure) => latencyText(measure, pairs)),
    `beside what a message costs, the live processes need ${shortText(restMicros)} us a message for standing there (timers, signs of life), which no message is charged with`,
  ];
  return { about: failed.map(({ id }) => id), text: `${profile}: ${texts.join('; ')}`, parts: workParts(pairs) };
}

/** Says of a cell what is missing where the worlds do not agree on it; null where they do. */
export function cellDifference(
  { attack, profile, runs, virtual, live, voided }: AttackCell,
  rows: readonly WorldRow[],
): Difference | null {
  const failed = rows.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return null;
  const missing = [
    ...(voided === null ? [] : [`a live run was void (${voided})`]),
    ...(effectOf(virtual) === effectOf(live)
      ? []
      : [`${effectOf(virtual)} in the virtual world, ${effectOf(live)} in the live one`]),
    ...(
      [
        ['virtual', virtual],
        ['live', live],
      ] as const
    )
      .filter(([, count]) => !isBacked(count))
      .map(
        ([world, { attempts, successes }]) =>
          `too little stands behind it in the ${world} world: ${successes} of ${attempts} attempts`,
      ),
    ...failed
      .filter(({ id }) => id.startsWith('worlds.refusals.'))
      .map(
        ({ id, expected, measured }) =>
          `${id.split('.').at(-1)} refuses ${shortText(expected ?? 0)} times an attempt virtual, ${shortText(measured ?? 0)} live`,
      ),
  ];
  return {
    about: failed.map(({ id }) => id),
    text: `${attack} under ${profile}, ${runs} runs of each world: ${missing.join('; ')}`,
    parts: [],
  };
}
