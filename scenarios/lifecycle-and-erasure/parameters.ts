import { profileNames } from '../../sim/framework/profile.ts';
import type { Size } from '../../sim/framework/scenario.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** A month of an office of data protection is a few seconds here, so that a run sees clocks run out. */
const scaled = 'GDPR Art. 12 gives a month; scaled to seconds: assumption';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  rooms: count('Apartments at each of the two sites, one resident each', 3, { least: 1, most: 500 }),
  bandsPerRoom: count('Wrist bands that each resident wears, of whose pulse its avatar shows something', 1, {
    least: 0,
    most: 4,
  }),
  visitors: count('Visitors, who may only look', 1, { least: 1, most: 500 }),
  caretakers: count(
    'Caretakers of the first site, who may look into any of its apartments and have an order for one',
    1,
    {
      least: 1,
      most: 500,
    },
  ),
  looksAnHour: count('Archive queries an hour that a resident, or an order of a caretaker, gives a reason for', 240, {
    least: 1,
    most: 1e6,
  }),
  hostCores: count('Cores of the machine on which an infrastructure provider hosts the storages in the south', 4, {
    least: 1,
    most: 1024,
  }),
  ...houseParameters,
  reportSeconds: amount('s', 'Time between two reports of a sensor', 4, { least: 0.01, most: day }),
  windowSeconds: amount('s', 'Length of a window: one record and one job for each room', 5, { least: 1, most: day }),
  retainWindows: count('Windows of a room that each holder keeps', 8, { least: 1, most: 10_000 }),
  deadlineSeconds: amount('s', 'Time within which an erasure must have reached every holder', 15, {
    least: 1,
    most: day,
    source: scaled,
  }),
  consentSeconds: amount('s', 'Time within which a withdrawal must end uses for the purpose', 10, {
    least: 1,
    most: day,
    source: 'GDPR Art. 7 names no time; assumption, above twice what is waited for before a choice is said again',
  }),
  noticeSeconds: amount('s', 'Time after the deadline within which an incomplete erasure must be reported', 3, {
    least: 0.1,
    most: day,
    source: 'GDPR Art. 33 gives 72 h for a breach; scaled to seconds as the month is: assumption',
  }),
  retrySeconds: amount(
    's',
    'Time after which a choice, or a request to erase, that was not answered is said again',
    3,
    {
      least: 0.1,
      most: day,
    },
  ),
  withdrawFromSeconds: amount('s', 'Moment at which the first resident withdraws and asks for erasure', 60, {
    least: 0,
    most: 100 * day,
  }),
  withdrawEverySeconds: amount('s', 'Time between two residents who withdraw', 25, { least: 0.1, most: 100 * day }),
  weakestProfile: choice(
    'Profile of the second platform, where that is lower than the one of the run',
    profileNames.toReversed(),
  ),
  labelledProfile: choice('What the label of the second platform promises: what stands there, or a profile', [
    'as it stands',
    ...profileNames,
  ]),
  sessions: choice(
    'What an archive is asked with beside the name of who asks: nothing, or the number of the session that the door gave, which is its bearer’s',
    ['none', 'bearer'],
  ),
  withdrawals: count('Residents who withdraw, at one site and the other in turn', 4, { least: 0, most: 1000 }),
  restartAtSeconds: amount('s', 'Moment at which a secure DPM and the outside storage restart; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
};

/** Values of every parameter of lifecycle and erasure. */
export type LifecycleParameters = ValuesOf<typeof parameters>;

/** Smoke: four withdrawals in minutes. Paper: a hundred apartments. Stress: a thousand, and all withdraw. */
export const sizes: Readonly<Record<Size, Partial<LifecycleParameters>>> = {
  smoke: { staySeconds: 60, awaySeconds: 15, durationSeconds: 220 },
  paper: {
    rooms: 50,
    visitors: 10,
    windowSeconds: 20,
    reportSeconds: 10,
    deadlineSeconds: 60,
    withdrawals: 40,
    withdrawFromSeconds: 300,
    withdrawEverySeconds: 20,
    commandEverySeconds: 60,
    viewEverySeconds: 30,
    queryEverySeconds: 120,
    warmUpSeconds: 120,
    durationSeconds: 1800,
  },
  stress: {
    rooms: 500,
    visitors: 20,
    windowSeconds: 20,
    reportSeconds: 10,
    deadlineSeconds: 60,
    withdrawals: 1000,
    withdrawFromSeconds: 120,
    withdrawEverySeconds: 0.2,
    commandEverySeconds: 120,
    viewEverySeconds: 120,
    queryEverySeconds: 300,
    warmUpSeconds: 60,
    durationSeconds: 600,
  },
};
