import type { Agenda } from '../../../framework/agenda.ts';
import type { Deterrence } from '../../../framework/attacker.ts';

/**
 * An agenda of somebody who has something to lose: it goes on as long as what the next attempt gains is at least the penalty times the
 * chance of being found out, which it estimates from the attempts in which it noticed a refusal (the mean of a Beta law). G. Becker,
 * Crime and Punishment: An Economic Approach, Journal of Political Economy 76(2), 1968.
 */
export const rational = (agenda: Agenda, { gain, penalty, prior }: Deterrence): Agenda => {
  let { noticed, attempts } = prior.value;
  const pays = (): boolean => (noticed / attempts) * penalty.value <= gain.value;
  return {
    first: () => (pays() ? agenda.first() : []),
    next(ended, gained, mind, refused) {
      attempts++;
      if (refused > 0) noticed++;
      return pays() ? agenda.next(ended, gained, mind, refused) : [];
    },
  };
};
