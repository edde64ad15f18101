import type { Parameter } from '../../sim/framework/scenario.ts';
import { presets } from './presets.ts';

interface Range {
  readonly least: number;
  readonly most: number;
  readonly source?: string;
}

/** Declares a whole number. */
export const count = (
  summary: string,
  value: number,
  { least, most, source = 'assumption' }: Range,
): Parameter<number> => ({ summary, unit: '1', default: value, source, least, most, whole: true });

/** Declares an amount of a unit. */
export const amount = (
  unit: string,
  summary: string,
  value: number,
  { least, most, source = 'assumption' }: Range,
): Parameter<number> => ({ summary, unit, default: value, source, least, most });

/** Declares a choice; the first is the default. */
export const choice = (summary: string, choices: readonly string[], source = 'assumption'): Parameter<string> => ({
  summary,
  unit: 'choice',
  default: choices[0]!,
  source,
  choices,
});

/** Values of declared parameters. */
export type ValuesOf<Declared extends Readonly<Record<string, Parameter>>> = {
  readonly [Name in keyof Declared]: Declared[Name]['default'];
};

/** Seconds in a day. */
export const day = 86_400;

/** What the parts of a house ask for; a scenario spreads this among its own parameters and replaces what it knows better. */
export const houseParameters = {
  choice: choice('Which provider gets a job that one is to do', ['round-robin', 'cheapest', 'drawn']),
  reportSeconds: amount('s', 'Time between two reports of a sensor', 10, { least: 0.01, most: day }),
  deviceReportSeconds: amount('s', 'Time between two reports of a camera, lock, lamp or display', 30, {
    least: 0.01,
    most: day,
  }),
  phases: choice('Moments at which sensors report', ['uniform', 'aligned']),
  population: choice('Sensors as one placement, or as placements of one node each', ['one', 'singles']),
  windowSeconds: amount('s', 'Length of a window: one record and one job for each room', 20, { least: 1, most: day }),
  retainWindows: count('Windows of a room that the archive keeps', 30, { least: 1, most: 10_000 }),
  bookingEverySeconds: amount('s', 'Time between two bookings of a room', 120, { least: 10, most: 7 * day }),
  bookedSeconds: amount('s', 'Length of a booking, during which the room is occupied', 80, { least: 1, most: 7 * day }),
  commandEverySeconds: amount('s', 'Mean time between two commands of a person', 10, { least: 0.1, most: day }),
  viewEverySeconds: amount('s', 'Mean time between two looks of a person', 10, { least: 0.1, most: day }),
  queryEverySeconds: amount('s', 'Mean time between two archive queries of a person', 60, { least: 0.1, most: day }),
  poseSeconds: amount('s', 'Time between two pose updates of an avatar; 0 for none', 0, { least: 0, most: 60 }),
  beatSeconds: amount('s', 'Length of a beat of a show: one job of each kind for each zone', 1, {
    least: 0.1,
    most: 60,
  }),
  staySeconds: amount('s', 'Mean stay of an avatar', 600, { least: 1, most: day }),
  awaySeconds: amount('s', 'Mean time until it comes again', 60, { least: 1, most: day }),
  patienceSeconds: amount('s', 'How long a person waits for the outcome of a wish', 5, { least: 0.1, most: 600 }),
  tokenSeconds: amount('s', 'Life of a token', 300, {
    least: 1,
    most: day,
    source: 'JWT-SVID 5 min (SPIRE deployments)',
  }),
  statusSeconds: amount('s', 'Refresh period of status lists', 60, { least: 1, most: 10 * day }),
  credentialDays: amount('day', 'Life of a credential where no control asks for less', 90, {
    least: 0.01,
    most: 100,
    source: 'assumption: the 90 days usual on the web until 2026; time is exact for 104 days',
  }),
  contractSeconds: amount('s', 'Life of a contract with a provider', 600, { least: 10, most: 365 * day }),
  barSeconds: amount('s', 'How long a provider that was proved wrong gets no jobs', 60, { least: 0, most: 365 * day }),
  latency: choice('Latencies fixed at their means, or lognormal around them', ['fixed', 'lognormal']),
  radioMillis: amount(
    'ms',
    'Mean latency from a constrained sensor to its gateway',
    presets['802.15.4'].latencyMillis,
    { least: 0, most: 60_000 },
  ),
  lanMillis: amount('ms', 'Mean latency of a Wi-Fi hop in the building', presets['wi-fi'].latencyMillis, {
    least: 0,
    most: 60_000,
    source: presets['wi-fi'].source,
  }),
  wanMillis: amount('ms', 'Mean latency from the building to a platform, one way', 10, { least: 0, most: 60_000 }),
  dataCentreMillis: amount('ms', 'Mean latency within a platform, one way', presets['data-centre'].latencyMillis, {
    least: 0,
    most: 60_000,
    source: presets['data-centre'].source,
  }),
  providerMillis: amount('ms', 'Mean latency to an external provider, one way', presets.wan.latencyMillis, {
    least: 0,
    most: 60_000,
    source: presets.wan.source,
  }),
  personMillis: amount('ms', 'Mean latency from a person to a platform, one way', presets['5g'].latencyMillis, {
    least: 0,
    most: 60_000,
    source: presets['5g'].source,
  }),
  lossShare: amount('1', 'Share of messages lost on the radio from sensors', 0, { least: 0, most: 0.5 }),
  messageMicros: amount('us', 'Work of a server for a message in or out, from which cores are sized', 10, {
    least: 0.1,
    most: 1e6,
    source: 'server cost table: handling and one record, rounded up',
  }),
  utilisation: amount('1', 'Utilisation of servers at the offered load, from which cores are sized', 0.5, {
    least: 0.01,
    most: 0.95,
  }),
  copyAgeHours: amount('h', 'Age of copied key material at the start', 24, { least: 0, most: 24 * 365 }),
  warmUpSeconds: amount('s', 'Time before which nothing is measured', 20, { least: 0, most: 100 * day }),
  durationSeconds: amount('s', 'Simulated time after the warm-up', 280, { least: 1, most: 100 * day }),
} as const satisfies Readonly<Record<string, Parameter>>;

/** Values of what the parts of a house ask for. */
export type HouseParameters = ValuesOf<typeof houseParameters>;

/** Some of them, in this order. */
const chosen = <All extends object, Name extends keyof All & string>(
  all: All,
  names: readonly Name[],
): Pick<All, Name> => Object.fromEntries(names.map((name) => [name, all[name]])) as Pick<All, Name>;

/** What of it those ask for to whom things come by themselves, without a house. */
export const arrivalParameters = chosen(houseParameters, [
  'statusSeconds',
  'credentialDays',
  'latency',
  'lanMillis',
  'wanMillis',
  'dataCentreMillis',
  'messageMicros',
  'utilisation',
  'copyAgeHours',
  'warmUpSeconds',
  'durationSeconds',
]);
