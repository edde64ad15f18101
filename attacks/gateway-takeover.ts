import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Code inside a gateway speaks for all the things behind it: it alters every reading by as little as no plausibility check can
 * mind, puts a guess in the place of what it cannot read, and opens every valve that it passes a command to. Breaks integrity of
 * what the twin shows.
 */
export const gatewayTakeover: Attack = {
  id: 'A23',
  name: 'gateway-takeover',
  summary: 'A gateway alters what all the things behind it say, and what they are told.',
  classes: ['PV', 'IX'],
  groups: ['R5'],
  breaks: 'integrity',
  position: 'inside a gateway',
  knowledge: 'white box',
  budget: 'one gateway; everything that leaves it for fifteen seconds an attempt',
  preconditions: 'things reach their platform through the gateway',
  needs: ['insiders.gateway'],
  steps: ['alter'],
  observables: 'readings that are not sealed, commands that an interlock refuses',
  // A gateway that holds no key of its things can put nothing in their place. One that is given the keys, to vouch for them, can:
  // then nothing beats it.
  beatenBy: ['C16'],
  notBeatenBy: ['C32', 'C01', 'C11', 'C12', 'C28'],
  residual: {
    rate: 0,
    reason: 'no twin is moved; it can still keep readings back, and set a valve within what its interlock lets pass',
  },
  references: ['EMB3D 2.0.1 TID-310', 'ATT&CK v18.1 T1565.002', 'ATT&CK v18.1 ICS T0856'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    hand.step('alter');
    hand.inside(hand.stage.insiders['gateway']!, ({ kind, subject, dataClass, body }) => {
      const read = body !== null && 'quantity' in body ? body : null;
      const said = read ?? ({ quantity: 'light', value: 300, at: hand.now } as const);
      const draft = { kind, subject, dataClass: read === null ? 'operational' : dataClass } as const;
      if (kind === 'report') return { ...draft, body: { ...said, value: said.value + 1 } };
      return kind === 'command' && said.quantity === 'valve' ? { ...draft, body: { ...said, value: 100 } } : undefined;
    });
    yield hand.wait(seconds(15));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
