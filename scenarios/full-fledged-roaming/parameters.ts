import type { Size } from '../../sim/framework/scenario.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import { amount, arrivalParameters, choice, count, day } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  platforms: count('Metaverse platforms between which things move', 3, { least: 2, most: 16 }),
  keys: choice('Where things keep their private keys: in memory, or in a secure element', ['software', 'hardware']),
  weakestProfile: choice(
    'Profile of the second platform, where that is lower than the one of the run',
    profileNames.toReversed(),
  ),
  robots: count('Robots: they may go to every platform', 6, { least: 1, most: 100_000 }),
  headsets: count('Headsets: each may go to all platforms but one, as its wearer agreed', 6, {
    least: 0,
    most: 100_000,
  }),
  glasses: count(
    'AR glasses: each may go to all platforms but one, since those around it have agreed to be seen by no other',
    3,
    { least: 0, most: 100_000 },
  ),
  lookSeconds: amount('s', 'Time between two looks of who wears AR glasses at a robot', 4, { least: 0.1, most: day }),
  reportSeconds: amount('s', 'Time between two reports of a thing', 1, { least: 0.01, most: day }),
  staySeconds: amount('s', 'Mean stay of a thing on a platform', 20, { least: 1, most: day }),
  leaseSeconds: amount('s', 'How long a thing counts as being on a platform after it said so', 30, {
    least: 1,
    most: day,
  }),
  comingSeconds: amount('s', 'How long what was handed over waits for its thing', 10, { least: 0.1, most: day }),
  answerSeconds: amount('s', 'Wait of a thing for a platform’s first answer; doubles with every try', 0.5, {
    least: 0.01,
    most: 60,
  }),
  tries: count('How often a thing asks before it gives up', 3, { least: 1, most: 8 }),
  restartAtSeconds: amount('s', 'Moment at which the first things agent, twin and robot restart; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  lossShare: amount('1', 'Share of messages lost between things and platforms', 0, { least: 0, most: 0.5 }),
  ...arrivalParameters,
};

/** Values of every parameter of the roaming things. */
export type RoamingParameters = ValuesOf<typeof parameters>;

/** Smoke: fifteen things for minutes. Paper: a thousand for half an hour. Stress: many at once. */
export const sizes: Readonly<Record<Size, Partial<RoamingParameters>>> = {
  smoke: {},
  paper: {
    platforms: 6,
    robots: 300,
    headsets: 300,
    glasses: 100,
    staySeconds: 120,
    leaseSeconds: 60,
    warmUpSeconds: 120,
    durationSeconds: 900,
  },
  stress: {
    platforms: 8,
    robots: 10_000,
    headsets: 10_000,
    glasses: 2000,
    staySeconds: 60,
    warmUpSeconds: 20,
    durationSeconds: 60,
  },
};
