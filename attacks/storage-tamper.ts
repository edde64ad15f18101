import type { Attack } from '../sim/framework/attack.ts';
import type { IdentityObject } from '../sim/framework/identity-object.ts';
import { seconds } from '../sim/framework/time.ts';
import { identityLeaving } from './steps/identity-leaving.ts';

/**
 * Somebody inside a replica of the identity storage puts another holder, whom it has seen in other records, into what it gives out,
 * as a change that has just been made, and has that holder's digital entity agree where it has seen one of them. Breaks access: twins show things that their platform does not hold.
 */
export const storageTamper: Attack = {
  id: 'A41',
  name: 'storage-tamper',
  summary: 'A replica of the identity storage gives out records with another holder in them.',
  classes: ['IX', 'IA'],
  groups: ['R2', 'R5'],
  breaks: 'access',
  position: 'inside one replica of an identity storage',
  knowledge: 'white box',
  budget: 'the replica’s own machine; every answer for a minute an attempt',
  preconditions: 'the storage holds records of at least two holders',
  needs: ['insiders.replica'],
  steps: ['look', 'alter'],
  observables: 'records whose endorsement does not hold, and answers that differ between storages',
  // The endorsement covers every field, and its key is not in the replica.
  beatenBy: ['C38'],
  notBeatenBy: ['C47', 'C01', 'C32', 'C12'],
  residual: { rate: 0, reason: 'none is known; who holds the authority’s key is A02' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.003'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const holders: string[] = [];
    /** A record of an entity of each holder, to be put in the place of another one's. */
    const entities = new Map<string, IdentityObject>();
    let altered = false;
    hand.step('look');
    hand.inside(hand.stage.insiders['replica']!, (leaving) => {
      const seen = identityLeaving(leaving);
      if (seen === undefined) return undefined;
      const { object, mapping } = seen;
      if (!holders.includes(object.holder)) holders.push(object.holder);
      if (mapping !== null) entities.set(mapping.holder, mapping);
      if (holders.length < 2) return undefined;
      if (!altered) hand.step('alter');
      altered = true;
      const holder = holders[(holders.indexOf(object.holder) + 1) % holders.length]!;
      const counterpart = object.counterpart.replace(object.holder, holder);
      const next = { holder, version: object.version + 1, endorsedNs: hand.now };
      const changed = { ...object, ...next, counterpart };
      const entity = entities.get(holder);
      if (entity === undefined) return { ...leaving, kind: 'resolved', body: { object: changed } };
      const mirror = { ...entity, ...next, identifier: counterpart, counterpart: object.identifier };
      return { ...leaving, kind: 'translated', body: { object: changed, mapping: mirror } };
    });
    yield hand.wait(seconds(60));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && !fact.entitled,
  },
};
