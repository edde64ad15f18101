import type { Attack, Hand, Line, Loot, Wait, Wire } from '../sim/framework/attack.ts';
import type { Report } from '../sim/framework/messages/things.ts';
import { seconds } from '../sim/framework/time.ts';

/** Names that are claimed in an attempt: not every thing can be drawn away at every moment (assumption). */
const names = 4;

/** A thing, with keys in its name and a way for it; and when it was said that it leaves, ns, 0 before that. */
interface Claimed {
  readonly thing: number;
  readonly report: Report;
  readonly loot: Loot;
  readonly way: Pick<Wire, 'from' | 'to'>;
  leftNs: number;
}

/** Comes to a platform in a thing's name, by what was said when it left. */
function* come(hand: Hand, platform: number, { thing, loot, leftNs }: Claimed): Generator<Wait, Line, void> {
  const line = hand.open('RP-T', platform, thing, loot);
  yield { line };
  const body = { at: hand.now, moved: leftNs };
  hand.say(line, { kind: 'join', subject: thing, dataClass: 'operational', body });
  yield hand.wait(seconds(0.5));
  return line;
}

/** Says in a thing's name that it leaves one platform for the other, in a false state. */
function* leave(hand: Hand, one: Claimed): Generator<Wait, void, void> {
  const { thing, report, way } = one;
  const line = yield* come(hand, way.from, one);
  one.leftNs = hand.now;
  const body = { ...report, platform: way.to, at: one.leftNs };
  hand.say(line, { kind: 'move', subject: thing, dataClass: 'operational', body });
}

/**
 * An authority that certifies whatever name it is asked for gives a thing's name to who asks first, or to who asks besides. From a device
 * of its own the attacker asks in the names of other things, before these ask or renew; with what it gets it signs that they leave for
 * another platform in a false state, and comes there in their place. Breaks authenticity of the twin.
 */
export const enrolmentRace: Attack = {
  id: 'A04',
  name: 'enrolment-race',
  summary:
    'An authority is asked for certificates in things’ names before their owners ask, and moves their twins with them.',
  classes: ['PV', 'IX'],
  groups: ['R5'],
  breaks: 'authenticity',
  position: 'a device of its own that may enrol, and network access to the doors of platforms',
  knowledge: 'protocol',
  budget: 'four certificates and nine connections an attempt',
  preconditions: 'names of things, which are no secret; what a thing says of where it goes is its own word',
  needs: ['accounts.device', 'victims', 'wires.hand-overs'],
  steps: ['enrol', 'move', 'join'],
  gains: ['names'],
  observables: 'requests in other names than that of the channel; two certificates and two places of one thing',
  // The certificates are true ones: whoever follows chains, asks for signatures or looks for revocations is content with them.
  beatenBy: ['C34'],
  notBeatenBy: ['C01', 'C12', 'C16', 'C48', 'C04'],
  residual: {
    rate: 0,
    reason: 'none is known; with the key that the maker installed, or the maker’s own, it would work',
  },
  references: ['ATT&CK v18.1 T1098.005', 'EMB3D 2.0.1 TID-316', 'CAPEC-151'],
  intensity: { everyNs: seconds(40), source: 'assumption: a lease of a thing has run out by then' },
  *campaign(hand) {
    const { accounts, victims, wires } = hand.stage;
    const { person, door } = accounts['device']!;
    const there = wires['hand-overs']!;
    const ways = [there, { ...there, from: there.to, to: there.from }];
    const first = hand.random.below(victims.length);
    const claimed: Claimed[] = [];
    hand.step('enrol');
    const line = hand.open('RP-D', door, person, hand.account('device'));
    yield { line };
    for (let name = 0; name < Math.min(names, victims.length); name++) {
      const { thing, report } = victims[(first + name) % victims.length]!;
      const { body, take } = hand.requested(thing);
      hand.say(line, { kind: 'enrol', subject: thing, dataClass: 'operational', body });
      yield { reply: line };
      const answer = line.inbox[name];
      if (answer?.kind !== 'enrolled' || !answer.body?.credential) return;
      const way = ways[hand.random.below(2)]!;
      const loot = take(answer.body.credential);
      hand.gain('names', loot);
      claimed.push({ thing, report, way, loot, leftNs: 0 });
    }
    hand.step('move');
    for (const one of claimed) yield* leave(hand, one);
    yield hand.wait(seconds(1));
    hand.step('join');
    for (const one of claimed) yield* come(hand, one.way.to, one);
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
