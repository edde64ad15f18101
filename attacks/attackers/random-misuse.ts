import type { Attack, Hand } from '../../sim/framework/attack.ts';
import { dataClasses, quantities, firstSubjectWithoutNode } from '../../sim/framework/datum.ts';
import type { Draft } from '../../sim/framework/message.ts';
import { seconds } from '../../sim/framework/time.ts';

/** Nodes and rooms that it names, by lot, among the first of the scenario (assumption). */
const namesTried = 256;
const roomsTried = 16;

/** Something well-formed that makes no sense: who says it, of whom, how much, are drawn one by one. */
const drafts: readonly ((hand: Hand, person: number) => Pick<Draft, 'kind' | 'body'>)[] = [
  (_hand, person) => ({ kind: 'enter', body: { person } }),
  ({ random }, person) => ({ kind: 'view', body: { room: random.below(roomsTried), person } }),
  ({ random }, person) => ({
    kind: 'command',
    body: { quantity: quantities[random.below(quantities.length)]!, value: random.below(200) - 50, person },
  }),
  ({ random }, person) => ({
    kind: 'query',
    body: { room: random.below(roomsTried), first: random.below(100), person },
  }),
  ({ random, now }) => ({
    kind: 'report',
    body: { quantity: quantities[random.below(quantities.length)]!, value: random.below(200) - 50, at: now },
  }),
  ({ random, now }, person) => ({
    kind: 'consent',
    body: { person, room: random.below(roomsTried), agreed: [], since: now },
  }),
  ({ random }) => ({ kind: 'status', body: { since: random.below(100) } }),
  ({ random }) => ({ kind: 'resolve', body: { identifier: `thing ${random.below(namesTried)}` } }),
  ({ random }, person) => ({ kind: 'lookup', body: { person, about: random.below(namesTried) } }),
];

/**
 * What P0 does: from an account of its own, or from none and in the name of anybody, it opens channels at doors by lot and says
 * a few things by lot. It breaks nothing on purpose and wants nothing, so no attempt of it is a success: what it does harm to shows as
 * violations, what it is taken for as alarms. It stands with its class and not among the attacks: those are judged by whether they
 * come to their goal, and each has controls that beat it; here is neither.
 */
export const randomMisuse: Attack = {
  id: 'P0',
  name: 'random-misuse',
  summary: 'Random kinds with random bodies to random doors, from an account of its own and from none.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'access',
  position: 'outside, and in a guest account where the scenario has one',
  knowledge: 'none',
  budget: 'one channel and up to ten messages an attempt',
  preconditions: 'none',
  needs: ['doors'],
  steps: ['knock', 'babble'],
  observables: 'refused openings and messages of all sorts',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'it has no goal' },
  references: [],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const { random, stage } = hand;
    const doors = Object.values(stage.doors);
    const own = random.below(2) === 0 ? stage.accounts['guest'] : undefined;
    const door = own === undefined ? doors[random.below(doors.length)]! : { node: own.door, point: 'RP-A' as const };
    const person = own === undefined ? random.below(namesTried) : own.person;
    hand.step('knock');
    const line = hand.open(door.point, door.node, person, own === undefined ? null : hand.account('guest'));
    yield { line };
    if (line.state !== 'open') return;
    hand.step('babble');
    for (let left = 1 + random.below(10); left > 0; left--) {
      const what = drafts[random.below(drafts.length)]!(
        hand,
        random.below(4) === 0 ? random.below(namesTried) : person,
      );
      const subject =
        random.below(2) === 0 ? random.below(namesTried) : firstSubjectWithoutNode + random.below(roomsTried);
      hand.say(line, { ...what, subject, dataClass: dataClasses[random.below(dataClasses.length)]! });
      yield hand.wait(-Math.log(random.open()) * seconds(0.5));
    }
  },
  goal: { over: 'facts', needed: 1, reached: () => false },
};
