import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * An outside provider keeps the inputs of jobs whose time is over, and sells what is on its medium. Breaks the lifecycle of what it was
 * given about people, and its confidentiality.
 */
export const dpmDataHoarding: Attack = {
  id: 'A36',
  name: 'dpm-data-hoarding',
  summary: 'A provider keeps what it was given beyond its time, and resells it.',
  classes: ['EX'],
  groups: ['R2', 'R3'],
  breaks: 'lifecycle',
  position: 'inside one outside provider',
  knowledge: 'white box',
  budget: 'the provider’s own machine; all that it erases in 30 seconds, and one copy of its medium an attempt',
  preconditions: 'the provider keeps jobs that it has done',
  needs: ['insiders.provider', 'hand.withhold'],
  steps: ['keep', 'resell'],
  gains: ['records'],
  observables: 'none in the house; other code runs at the provider, which the quotes beside its results show',
  // Once sent, nothing is taken back: only what never leaves is safe.
  beatenBy: ['C17'],
  notBeatenBy: ['C32', 'C01', 'C12', 'C20', 'C21', 'C22', 'C23', 'C26', 'C27', 'C30'],
  residual: { rate: 0, reason: 'none is known for what tells of people; windows without it are kept and sold' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1530', 'ATT&CK v18.1 T1537'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const provider = hand.stage.insiders['provider']!;
    hand.step('keep');
    hand.withhold(provider);
    yield hand.wait(seconds(30));
    hand.step('resell');
    if (hand.readMedium(provider).length > 0) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) =>
      fact.dataClass === 'personal' && (fact.kind === 'retained' || (fact.kind === 'disclosed' && !fact.entitled)),
  },
};
