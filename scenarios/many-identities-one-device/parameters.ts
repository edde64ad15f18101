import type { Size } from '../../sim/framework/scenario.ts';
import { amount, arrivalParameters, choice, count, day } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  platforms: count('Metaverse platforms at each of which every thing has an identity', 2, { least: 2, most: 8 }),
  things: count('Things, each with one identity at every platform', 16, { least: 2, most: 20_000 }),
  willing: count('Things whose owners agree, at times, that their identities be put together', 8, {
    least: 1,
    most: 20_000,
  }),
  pool: count('Identities of a thing at a platform that take turns where identifiers change', 6, {
    least: 1,
    most: 64,
    source: 'assumption, below the 20 certificates a week of vehicles (SCMS)',
  }),
  tells: choice('What things report: the climate around them, or whether their wearer moves', [
    'temperature',
    'motion',
  ]),
  reportSeconds: amount('s', 'Time between two reports of a thing under each identity', 2, { least: 0.01, most: day }),
  agreementEverySeconds: amount('s', 'Time from one agreement of an owner to his next', 120, { least: 1, most: day }),
  agreedSeconds: amount('s', 'How long each agreement holds', 80, { least: 1, most: day }),
  leaseSeconds: amount('s', 'How long the word of an identity about another counts', 9, { least: 0.3, most: day }),
  answerSeconds: amount('s', 'How long an answer of the correlation service may be relied on', 6, {
    least: 0.1,
    most: day,
  }),
  inquirySeconds: amount('s', 'Wait of a twin for an answer of the correlation service', 1, { least: 0.05, most: 60 }),
  withdrawalSeconds: amount('s', 'How long, by contract, platforms may go on after an owner has withdrawn', 20, {
    least: 0,
    most: day,
  }),
  outageAtSeconds: amount('s', 'Moment at which the correlation service goes away; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  outageSeconds: amount('s', 'How long it stays away', 40, { least: 0.1, most: day }),
  revokeAtSeconds: amount('s', 'Moment at which the first identity is revoked; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  lossShare: amount('1', 'Share of messages lost between things and platforms', 0, { least: 0, most: 0.5 }),
  ...arrivalParameters,
};

/** Values of every parameter of things with many identities. */
export type ManyIdentitiesParameters = ValuesOf<typeof parameters>;

/** Smoke: sixteen things for minutes. Paper: five hundred at four platforms for a quarter of an hour. Stress: many at once. */
export const sizes: Readonly<Record<Size, Partial<ManyIdentitiesParameters>>> = {
  smoke: {},
  paper: {
    platforms: 4,
    things: 500,
    willing: 250,
    pool: 16,
    reportSeconds: 5,
    answerSeconds: 12,
    warmUpSeconds: 60,
    durationSeconds: 900,
  },
  stress: {
    platforms: 4,
    things: 10_000,
    willing: 5000,
    pool: 3,
    reportSeconds: 10,
    leaseSeconds: 30,
    answerSeconds: 25,
    withdrawalSeconds: 60,
    warmUpSeconds: 20,
    durationSeconds: 60,
  },
};
