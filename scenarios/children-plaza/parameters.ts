import type { Size } from '../../sim/framework/scenario.ts';
import { settlementParameters } from '../kit/settlement-parameters.ts';
import { amount, choice, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

const {
  latency,
  personMillis,
  dataCentreMillis,
  wanMillis,
  patienceSeconds,
  tokenSeconds,
  statusSeconds,
  credentialDays,
  messageMicros,
  utilisation,
  warmUpSeconds,
  durationSeconds,
} = houseParameters;

const share = (summary: string, value: number, source = 'assumption') =>
  amount('1', summary, value, { least: 0, most: 1, source });

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  guardians: count('Guardians, each with one minor or more', 3, { least: 1, most: 10_000 }),
  children: count('Children, by law under the age of consent to data processing', 3, { least: 1, most: 10_000 }),
  teens: count('Teens: minors above it', 2, { least: 0, most: 10_000 }),
  adults: count('Adults who are nobody’s guardian here', 6, { least: 4, most: 20_000 }),
  unassured: count('Of these adults, how many have no age assurance', 1, { least: 0, most: 2_000 }),
  plazas: count('Plazas, each of another platform; the first is the large one', 2, { least: 2, most: 16 }),
  neighbours: count('Adults who are at home at another plaza, and visit the first; in turn', 2, {
    least: 1,
    most: 10_000,
  }),
  newcomers: count('Accounts that somebody has signed up, as anybody may, and that nobody uses', 14, {
    least: 1,
    most: 10_000,
  }),
  joinBits: count('Bits of the proof of work that a door asks of whoever comes in, where it asks for one', 19, {
    least: 1,
    most: 28,
  }),
  silencedBy: count('Visitors who bar somebody at once, by whom it is not heard at all any more', 12, {
    least: 2,
    most: 10_000,
  }),
  travellers: count(
    'People of the first plaza who visit others: adults and minors, in turn, as far as there are any',
    3,
    {
      least: 0,
      most: 10_000,
    },
  ),
  characters: count('AI characters of the first plaza', 1, { least: 1, most: 1000 }),
  doors: count('Avatar agents of the first plaza, to which visitors go in turn, minors with their guardian', 2, {
    least: 1,
    most: 64,
  }),
  spots: count('Parts of the plaza: who is in the same one hears what is said to all', 1, { least: 1, most: 10_000 }),
  boastShare: share(
    'Share of minors who claim to be adults, rounded up; drawn who they are',
    0.32,
    'Ofcom, Children’s online user ages, 2022: 32 % of social media users of 8 to 17 have a user age of 18 or over',
  ),
  reuseShare: share(
    'Share of people who use one secret for their accounts with all platforms, rounded up; drawn who they are',
    0.43,
    'Das et al., The Tangled Web of Password Reuse, NDSS 2014: 43 to 51 % of users reuse a password across sites',
  ),
  secretRounds: count(
    'Rounds of the salted hash of a secret, which an avatar agent computes for each that it is shown',
    10_000,
    {
      least: 1,
      most: 10_000_000,
      source: 'NIST SP 800-63B (2017), 5.1.1.2: PBKDF2, at least 10 000 rounds',
    },
  ),
  works: count('Works in the library that people say and show from, for each rating', 100, { least: 1, most: 10_000 }),
  overratedShare: share('Share of works that the classifier rates one step too high; drawn which', 0.01),
  underratedShare: share('Share of works that the classifier rates one step too low; drawn which', 0.05),
  teenShare: share('Share of what is said to all that is rated teen', 0.04),
  adultShare: share('Share of what is said to all that is rated adult', 0.02),
  strangerShare: share('Share of contacts that go to anybody, known or not', 0.05),
  sayEverySeconds: amount('s', 'Mean time between two things that a visitor says to all', 10, {
    least: 0.1,
    most: day,
  }),
  contactEverySeconds: amount('s', 'Mean time between two contacts of a visitor', 20, { least: 0.1, most: day }),
  askEverySeconds: amount('s', 'Mean time between two requests of a visitor to a character', 60, {
    least: 0.1,
    most: day,
  }),
  lookupEverySeconds: amount('s', 'Mean time between two looks of a guardian after its minors', 30, {
    least: 0.1,
    most: day,
  }),
  stayEverySeconds: amount(
    's',
    'Mean time between two wishes of who travels to be at another plaza, or at home again',
    45,
    {
      least: 1,
      most: day,
    },
  ),
  comingSeconds: amount('s', 'How long what was handed over of an avatar waits for it', 10, { least: 1, most: 3600 }),
  restateSeconds: amount('s', 'Time after which visits and consents are stated again', 20, { least: 1, most: day }),
  leaseSeconds: amount('s', 'How long a statement holds that is not repeated', 60, { least: 2, most: 7 * day }),
  withdrawAtSeconds: amount('s', 'Moment from which guardians, one a second, withdraw what they allowed', 100, {
    least: 1,
    most: 100 * day,
  }),
  barAtSeconds: amount(
    's',
    'Moment at which the second adult bars the third; the first has barred one from the beginning',
    80,
    { least: 1, most: 100 * day },
  ),
  graceSeconds: amount('s', 'Time in which a withdrawal or a bar must have taken effect', 2, { least: 0, most: 3600 }),
  restartAtSeconds: amount('s', 'Moment at which the plaza restarts; 0 for never', 0, { least: 0, most: 100 * day }),
  authorities: choice('Whether the other plazas have the authority of the first one, or one of their own', [
    'one',
    'two',
  ]),
  partnerSeconds: amount(
    's',
    'Refresh period of platforms for roots and lists of an authority that is not their own',
    15,
    {
      least: 1,
      most: 10 * day,
      source: 'an agent of SPIRE syncs every 5 s; CRLs come after up to 7 days (STANDARDS 6.6)',
    },
  ),
  wallets: count('Persons with a wallet of their own, who bring virtual assets to visitors; 0 for no ledger', 0, {
    least: 0,
    most: 200,
  }),
  ...settlementParameters,
  latency,
  personMillis,
  dataCentreMillis,
  wanMillis,
  patienceSeconds,
  tokenSeconds,
  statusSeconds,
  credentialDays,
  messageMicros,
  utilisation,
  warmUpSeconds,
  durationSeconds,
};

/** Values of every parameter of the plaza. */
export type PlazaParameters = ValuesOf<typeof parameters>;

/** Smoke: five minutes of a small square. Paper: half an hour of a busy one. Stress: a festival. */
export const sizes: Readonly<Record<Size, Partial<PlazaParameters>>> = {
  smoke: {},
  paper: {
    guardians: 60,
    children: 60,
    teens: 40,
    adults: 120,
    unassured: 12,
    characters: 8,
    plazas: 3,
    neighbours: 20,
    travellers: 40,
    doors: 4,
    spots: 14,
    withdrawAtSeconds: 600,
    durationSeconds: 1800,
    warmUpSeconds: 60,
  },
  stress: {
    guardians: 1000,
    children: 1000,
    teens: 1000,
    adults: 2000,
    unassured: 200,
    characters: 50,
    plazas: 8,
    neighbours: 200,
    travellers: 400,
    doors: 16,
    spots: 250,
    withdrawAtSeconds: 60,
    durationSeconds: 60,
  },
};
