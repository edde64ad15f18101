import type { AttackOutcome } from './summary.ts';

/** Attempts below which a rate is not to be read without its interval (assumption: Wilson's is up to a third wide then). */
const fewAttempts = 30;

/** How to read amounts of a single replication. */
export const oneReplication = 'one replication: amounts carry no interval; ask for more with --replications';

type Tried = Pick<AttackOutcome, 'id' | 'attempts' | 'unfinished'>;

/** How to read the rates of these attacks, of one profile or several: a line for each thing to be wary of, none without. */
export const readingOf = (attacks: readonly Tried[]): readonly string[] => {
  const named = (chosen: (attack: Tried) => boolean): string =>
    [...new Set(attacks.filter(chosen).map(({ id }) => id))].toSorted().join(', ');
  const never = named(({ attempts }) => attempts === 0);
  const rarely = named(({ attempts }) => attempts > 0 && attempts < fewAttempts);
  const running = named(({ unfinished = 0 }) => unfinished > 0);
  const count = attacks.reduce((sum, { unfinished = 0 }) => sum + unfinished, 0);
  const one = count === 1;
  return [
    ...(rarely === '' ? [] : [`fewer than ${fewAttempts} attempts: read the interval, not the rate, of ${rarely}`]),
    ...(never === '' ? [] : [`no attempt was judged, so that success is unknown, of ${never}`]),
    ...(running === ''
      ? []
      : [
          `${count} ${one ? 'attempt' : 'attempts'} of ${running} still ran at the end and ${one ? 'was' : 'were'} not judged`,
        ]),
  ];
};
