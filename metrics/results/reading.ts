import type { AttackOutcome } from './summary.ts';

/** Attempts below which a rate is not to be read without its interval (assumption: Wilson's is then up to 33 points wide). */
const fewAttempts = 30;

/** How to read amounts of a single replication. */
export const oneReplication = 'one replication: amounts carry no interval; ask for more with --replications';

/** How to read the rates of these attacks: one line for those that were tried too rarely, one for those never judged. */
export const readingOf = (attacks: readonly Pick<AttackOutcome, 'id' | 'attempts'>[]): readonly string[] => {
  const named = (few: (attempts: number) => boolean): string =>
    [...new Set(attacks.filter(({ attempts }) => few(attempts)).map(({ id }) => id))].join(', ');
  const never = named((attempts) => attempts === 0);
  const rarely = named((attempts) => attempts > 0 && attempts < fewAttempts);
  return [
    ...(rarely === '' ? [] : [`fewer than ${fewAttempts} attempts: read the interval, not the rate, of ${rarely}`]),
    ...(never === '' ? [] : [`no attempt was judged, so that success is unknown, of ${never}`]),
  ];
};
