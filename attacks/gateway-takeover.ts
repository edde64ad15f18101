import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/** What a valve is told: to open fully, or as far as its interlock is known to let pass, %. */
const openings = [100, 80];

/**
 * Code inside a gateway speaks for all the things behind it: it alters every reading by as little as no plausibility check can
 * mind, puts a guess in the place of what it cannot read, and has the valves behind it open at every command that it passes on, whether
 * it can read that or not. Breaks integrity of what the twin shows and of what things are told.
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
  gains: ['gateway'],
  observables: 'readings and commands that are not sealed, commands that an interlock refuses',
  // A gateway that holds no key of its things can put nothing in the place of what they say and are told. One that is given the
  // keys, to vouch for them, can: then nothing beats it.
  beatenBy: ['C16'],
  notBeatenBy: ['C32', 'C01', 'C11', 'C12', 'C28'],
  residual: {
    rate: 0,
    reason:
      'no twin is moved and no valve set; it can still keep readings and commands back, and lie about what became of these',
  },
  references: ['EMB3D 2.0.1 TID-310', 'ATT&CK v18.1 T1565.002', 'ATT&CK v18.1 ICS T0856'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    hand.step('alter');
    hand.inside(hand.stage.insiders['gateway']!, ({ kind, subject, dataClass, body }) => {
      const read = body !== null && 'quantity' in body ? body : null;
      // What it can read it can speak for.
      if (read !== null) hand.gain('gateway');
      const draft = { subject, dataClass: read === null ? 'operational' : dataClass } as const;
      if (kind === 'report') {
        const { quantity, value } = read ?? ({ quantity: 'light', value: 300 } as const);
        const at = read !== null && 'at' in read ? read.at : hand.now;
        return { ...draft, kind, body: { quantity, value: value + 1, at } };
      }
      if (kind !== 'command' || (read !== null && read.quantity !== 'valve')) return undefined;
      // In whose name it is said, no thing asks.
      const person = read !== null && 'person' in read ? read.person : subject;
      return { ...draft, kind, body: { quantity: 'valve', value: openings[hand.random.below(2)]!, person } };
    });
    yield hand.wait(seconds(15));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, forged }) => forged && (kind === 'acted' || (kind === 'used' && detail === 'twin')),
  },
};
