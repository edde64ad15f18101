import { expect, test } from 'vitest';
import type { Attack, AttackId, Hand, Loot } from '../../framework/attack.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import { acting, second, smallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

const attack = (id: AttackId, does: (hand: Hand) => void, gains: readonly string[] = []): Attack => ({
  ...story(function* (hand) {
    yield hand.wait(second);
    does(hand);
  }),
  id,
  gains,
});
const chain = (stages: KillChain['stages'], order: KillChain['order'] = 'sequence'): KillChain => ({
  id: 'K99',
  name: 'of a test',
  summary: 'a test',
  home: 'a test',
  order,
  stages,
});

/** Plays for some seconds; tells of each attempt the attack, its play, stage and try, and the second in which it began. */
const played = (attacks: readonly Attack[], of: KillChain | undefined, forSeconds: number) => {
  const { world } = smallHouse({
    nodes: [{ name: 'thing', component: acting('device') }],
    wires: [],
    attacks,
    ...(of === undefined ? {} : { chain: of }),
  });
  world.run(forSeconds * second);
  return world.labels.attempts.map(({ attack: id, part, startNs }) =>
    [id, part?.play, part?.stage, part?.trial, Math.round(startNs / second)].join(' '),
  );
};

test('a stage begins when the one before it has gained what it gives, and a play that is over is followed by another', () => {
  const attacks = [attack('A1', (hand) => hand.gain('way in'), ['way in']), attack('A2', () => {})];
  const stages = [
    { attack: 'A1', purpose: 'way', brokenBy: [], gives: ['way in'] },
    { attack: 'A2', purpose: 'end', brokenBy: [], takes: ['way in'] },
  ] as const;
  expect(played(attacks, chain(stages), 3.5)).toEqual(['A1 1 0 1 0', 'A2 1 1 1 1', 'A1 2 0 1 2', 'A2 2 1 1 3']);
});

test('a stage without gain is tried three times, or as often as it says, and then the play is over', () => {
  const attacks = [attack('A1', () => {}, ['way in']), attack('A2', () => {})];
  const stages = (tries?: number): KillChain['stages'] => [
    { attack: 'A1', purpose: 'way', brokenBy: [], gives: ['way in'], ...(tries === undefined ? {} : { tries }) },
    { attack: 'A2', purpose: 'end', brokenBy: [], takes: ['way in'] },
  ];
  expect(played(attacks, chain(stages()), 3.5)).toEqual(['A1 1 0 1 0', 'A1 1 0 2 1', 'A1 1 0 3 2', 'A1 2 0 1 3']);
  expect(played(attacks, chain(stages(1)), 1.5)).toEqual(['A1 1 0 1 0', 'A1 2 0 1 1']);
});

test('what a stage gained is in the hand of the next, with its keys, and forgotten in the next play', () => {
  const seen: (Loot | null | undefined)[] = [];
  let keys: Loot | undefined;
  const attacks = [
    attack(
      'A1',
      (hand) => {
        seen.push(hand.gained('keys')?.keys);
        keys = hand.copied('thing');
        hand.gain('keys', keys);
      },
      ['keys'],
    ),
    attack('A2', (hand) => void seen.push(hand.gained('keys')?.keys)),
  ];
  const stages = [
    { attack: 'A1', purpose: 'keys', brokenBy: [], gives: ['keys'] },
    { attack: 'A2', purpose: 'use', brokenBy: [], takes: ['keys'] },
  ] as const;
  const { world } = smallHouse({
    nodes: [{ name: 'thing', component: acting('device') }],
    wires: [],
    stage: { copies: { thing: { node: 0, ageNs: 0, entry: 0 } } },
    attacks,
    chain: chain(stages),
  });
  world.run(3.5 * second);
  expect(seen).toEqual([undefined, keys, undefined]);
  expect(keys).toBeDefined();
  // That it stood with copied keys is on record at the stage that used them, too.
  expect(world.labels.attempts[1]!.footholds.map(({ footing }) => footing)).toContain('copy');
});

test('attacks that are no chain know nothing of one another, nor of their own former attempts', () => {
  const seen: unknown[] = [];
  const attacks = [
    attack(
      'A1',
      (hand) => {
        seen.push(hand.gained('way in'));
        hand.gain('way in');
        seen.push(hand.gained('way in') !== undefined);
      },
      ['way in'],
    ),
    attack('A2', (hand) => void seen.push(hand.gained('way in'))),
  ];
  expect(played(attacks, undefined, 2.5)).toEqual(['A2    0', 'A1    0', 'A2    1', 'A1    1', 'A2    2', 'A1    2']);
  expect(seen).toEqual([undefined, undefined, true, undefined, undefined, true]);
});

test('an attack that gains what it does not declare, and a chain whose attack does not play, are faults', () => {
  const undeclared = attack('A1', (hand) => hand.gain('way in'));
  expect(() => played([undeclared], undefined, 2)).toThrow('A1 gains "way in", which it does not declare');
  const stages = [{ attack: 'A2', purpose: 'end', brokenBy: [] }] as const;
  expect(() => played([undeclared], chain(stages), 2)).toThrow('K99 of a test needs A2, which does not play');
});
