import type { Attack } from '../sim/framework/attack.ts';
import type { ErasureAnswer } from '../sim/framework/messages/lifecycle.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * An outside storage keeps what it is asked to erase, and what its time is over for, and says that it is gone. Breaks the lifecycle
 * of records that tell of people.
 */
export const fakeDeletion: Attack = {
  id: 'A37',
  name: 'fake-deletion',
  summary: 'An outside storage confirms erasure, and its copies remain.',
  classes: ['EX'],
  groups: ['R2', 'R3'],
  breaks: 'lifecycle',
  position: 'inside an outside storage',
  knowledge: 'white box',
  budget: 'the storage’s own machine; all that it erases in 45 seconds an attempt',
  preconditions: 'the storage holds copies whose time comes to an end',
  needs: ['insiders.outside storage', 'hand.withhold'],
  steps: ['withhold', 'confirm'],
  gains: ['copies'],
  observables: 'an unknown measurement beside the confirmation; what is not erased shows nowhere else',
  // C30 gives the storage copies that it cannot read, and destroys their key. C23 keeps the copies from nobody, but the lie from
  // being believed: it is no part of this goal.
  beatenBy: ['C30'],
  notBeatenBy: ['C32', 'C01', 'C12', 'C20', 'C26', 'C27'],
  residual: { rate: 0, reason: 'none is known: what is kept can be opened with no key that is left' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1530'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const storage = hand.stage.insiders['outside storage']!;
    hand.step('withhold');
    hand.withhold(storage);
    hand.step('confirm');
    hand.inside(storage, (leaving) => {
      if (leaving.kind !== 'erased' || leaving.body === null) return undefined;
      hand.gain('copies');
      return { ...leaving, body: { ...(leaving.body as ErasureAnswer), complete: 1 } };
    });
    yield hand.wait(seconds(45));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'retained' && fact.dataClass === 'personal' },
};
