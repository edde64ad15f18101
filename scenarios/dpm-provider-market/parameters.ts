import type { Size } from '../../sim/framework/scenario.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  ...houseParameters,
  rooms: count('Rooms in the building, each mapped by one platform', 20, { least: 2, most: 100_000 }),
  roomsPerGateway: count('Rooms behind one gateway', 10, { least: 1, most: 1000 }),
  platforms: count('Metaverse platforms, which buy from the same providers', 2, { least: 1, most: 8 }),
  persons: count('Persons with rights in the first room', 2, { least: 1, most: 1000 }),
  guests: count('Persons who may only look', 1, { least: 1, most: 1000 }),
  providers: count('Competing external DPM providers', 5, { least: 2, most: 16 }),
  cheapestMicros: amount('1e-6', 'Price of a job at the cheapest provider, in money units', 60, {
    least: 1,
    most: 1e6,
  }),
  dearerMicros: amount('1e-6', 'What each next provider asks more', 35, { least: 0, most: 1e6 }),
  slowestMillis: amount('ms', 'Time of a job at the cheapest provider; the n-th takes a n-th of it', 60, {
    least: 0.05,
    most: 1000,
  }),
  providerCores: count('Cores of each provider', 2, { least: 1, most: 1024 }),
  hosted: count('Providers, from the first, that an infrastructure provider hosts on one machine', 0, {
    least: 0,
    most: 16,
  }),
  hostCores: count('Cores of the machine that they share', 4, { least: 1, most: 1024 }),
  hostOutageAtSeconds: amount('s', 'Moment at which that machine goes out, with all on it; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  hostAwaySeconds: amount('s', 'How long it is away', 10, { least: 0.1, most: day }),
  ownMillis: amount('ms', 'Time of a job in the house: more than there is time for if all had to be done there', 250, {
    least: 0.05,
    most: 1000,
  }),
  choice: choice(
    'Who gets a job: whoever is cheapest for an answer of use in time, or in turn, or by price alone, or by lot',
    ['merit', 'round-robin', 'cheapest', 'drawn'],
  ),
  attestedBy: choice(
    'What providers show of their code: evidence over each answer, or a passport that stands until it runs out',
    ['evidence', 'passport'],
  ),
  jobsEach: count('Jobs that a platform has out at one provider at once', 3, { least: 1, most: 10_000 }),
  hedgeMillis: amount('ms', 'Time after which another provider is asked besides', 250, { least: 1, most: 60_000 }),
  jobTimeoutMillis: amount('ms', 'Time after which a job is done in the house', 500, {
    least: 1,
    most: 60_000,
    source:
      'assumption: leaves half of the second that Catena-X expects of an exchange under contract (eclipse-edc #1637)',
  }),
  memorySeconds: amount('s', 'Time in which what is known of a provider fades', 30, { least: 1, most: day }),
  graceSeconds: amount('s', 'How long a platform goes on with a contract that has ended while it negotiates', 10, {
    least: 0,
    most: day,
  }),
  leavesAtSeconds: amount('s', 'Moment at which the second provider leaves the market; 0 for never', 40, {
    least: 0,
    most: 100 * day,
  }),
  awaySeconds: amount('s', 'How long it is away before it comes back, to stay as long as before; 0 for good', 0, {
    least: 0,
    most: 100 * day,
  }),
  restartAtSeconds: amount('s', 'Moment at which the first provider dies and comes back; 0 for never', 25, {
    least: 0,
    most: 100 * day,
  }),
  colluding: count('Providers, from the first, that collude where A35 plays', 2, { least: 1, most: 16 }),
  reportSeconds: amount('s', 'Time between two reports of a sensor', 4, { least: 0.01, most: day }),
  deviceReportSeconds: amount('s', 'Time between two reports of a camera, lock, lamp or display', 10, {
    least: 0.01,
    most: day,
  }),
  windowSeconds: amount('s', 'Length of a window: one record and one job for each room', 2, { least: 1, most: day }),
  contractSeconds: amount('s', 'Life of a contract with a provider', 40, { least: 10, most: 365 * day }),
  warmUpSeconds: amount('s', 'Time before which nothing is measured', 15, { least: 0, most: 100 * day }),
  durationSeconds: amount('s', 'Simulated time after the warm-up', 75, { least: 1, most: 100 * day }),
};

/** Values of every parameter of the market. */
export type MarketParameters = ValuesOf<typeof parameters>;

/** Smoke: a minute and a quarter of ten jobs a second. Paper: half an hour of them. Stress: ten times as many, on machines for as many. */
export const sizes: Readonly<Record<Size, Partial<MarketParameters>>> = {
  smoke: {},
  paper: {
    contractSeconds: 300,
    leavesAtSeconds: 900,
    restartAtSeconds: 600,
    warmUpSeconds: 60,
    durationSeconds: 1800,
  },
  stress: {
    rooms: 2000,
    reportSeconds: 20,
    windowSeconds: 20,
    providerCores: 20,
    ownMillis: 25,
    jobsEach: 30,
    durationSeconds: 100,
  },
};
