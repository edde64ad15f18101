import type { Attack, Leaving } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { identityLeaving } from './steps/identity-leaving.ts';

/**
 * A replica of the identity storage goes on showing records as they were before they changed, endorsements and all, while its
 * siblings show the change: whoever asks it alone still takes the old holder for the holder. Breaks access.
 */
export const storageSplitView: Attack = {
  id: 'A15',
  name: 'storage-split-view',
  summary: 'A replica of the identity storage shows records of before a change to whoever asks it.',
  classes: ['IX'],
  groups: ['R2', 'R5'],
  breaks: 'access',
  position: 'inside one replica of an identity storage',
  knowledge: 'white box',
  budget: 'the replica’s own machine; every answer for a minute and a half an attempt',
  preconditions: 'a thing changes hands while the attacker is there, and its old holder asks this replica first',
  needs: ['insiders.replica'],
  steps: ['keep', 'show-old'],
  observables: 'two storages that give different versions of one record',
  // The old object was truly vouched for and has not ended: only who compares sees that there is a newer one.
  beatenBy: ['C47'],
  notBeatenBy: ['C38', 'C01', 'C32', 'C12'],
  residual: {
    rate: 0,
    reason: 'none is known for one replica; two that show the same old record agree with each other',
  },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.003'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const kept = new Map<string, { readonly version: number; readonly said: Pick<Leaving, 'kind' | 'body'> }>();
    let shown = false;
    hand.step('keep');
    hand.inside(hand.stage.insiders['replica']!, (leaving) => {
      const object = identityLeaving(leaving)?.object;
      if (object === undefined) return undefined;
      const old = kept.get(object.identifier);
      if (old === undefined || old.version === object.version) {
        kept.set(object.identifier, { version: object.version, said: { kind: leaving.kind, body: leaving.body } });
        return undefined;
      }
      if (!shown) hand.step('show-old');
      shown = true;
      return { ...leaving, kind: old.said.kind, body: old.said.body! };
    });
    yield hand.wait(seconds(90));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && !fact.entitled,
  },
};
