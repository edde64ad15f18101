import { expect, test } from 'vitest';
import { attackers } from '../attacks/attackers/catalogue.ts';
import { attacks } from '../attacks/catalogue.ts';
import type { AttackerClass } from '../sim/framework/attacker.ts';
import { beyond } from '../sim/framework/attacker.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { AttemptRecord } from '../sim/framework/truth.ts';
import { lifecycleAndErasure } from './lifecycle-and-erasure/scenario.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { prepare } from './replicate.ts';
import { UnstagedAttack } from './stage-needs.ts';
import { play, planIn, planOf } from './testing/play.ts';

const named = (ids: string) => ids.split(' ').map((id) => attacks.find((attack) => attack.id === id)!);
const classOf = (id: string): AttackerClass => attackers.find((attacker) => attacker.id === id)!;
const unlimited = { value: null, source: 'the test' };

/** A house with little traffic, so that attackers have long to try. */
const quiet = { reportSeconds: 20, beatSeconds: 10, commandEverySeconds: 60, viewEverySeconds: 60, withdrawals: 0 };

const playedBy = (
  attacker: AttackerClass,
  ids: string,
  without: readonly ControlId[],
  { seed = 1, seconds = 300 } = {},
) => {
  const profile = { name: 'framework', without } as const;
  const plan = planIn(
    lifecycleAndErasure,
    { seed, attacks: named(ids), attacker, profile },
    { ...quiet, durationSeconds: seconds },
  );
  const { world, observed } = play(plan);
  const successes = observed.attacks.reduce((sum, attack) => sum + attack.successes, 0);
  return { attempts: world.labels.attempts, successes, observed };
};

const noticed = (attempts: readonly AttemptRecord[]): number =>
  attempts.reduce((sum, { spent }) => sum + spent.alarms, 0);

test.each([1, 2])(
  'where one control is missing, who learns gets more of the same budget than who does not (seed %i)',
  (seed) => {
    const [adapting, fixed] = (['bandit', 'static'] as const).map((adaptivity) =>
      playedBy({ ...classOf('P2'), adaptivity }, 'A10 A28 A29 A43 A50 A30', ['C15'], { seed, seconds: 600 }),
    );
    expect(fixed!.successes).toBeGreaterThan(0);
    expect(adapting!.successes).toBeGreaterThan(1.5 * fixed!.successes);
    // Neither had more than it may.
    for (const { attempts } of [adapting!, fixed!]) expect(noticed(attempts)).toBeLessThan(50);
  },
);

test('an insider who is watched reads until it was turned away too often, and one who does not care goes on', () => {
  const { budget } = classOf('P4');
  const watched = playedBy(classOf('P4'), 'A30', ['C14', 'C30']);
  expect(watched.attempts.length).toBeLessThan(3);
  expect(watched.attempts.at(-1)!.exhausted).toBe('alarmsTolerated');
  const careless = playedBy({ ...classOf('P4'), budget: { ...budget, alarmsTolerated: unlimited } }, 'A30', [
    'C14',
    'C30',
  ]);
  expect(careless.attempts.length).toBeGreaterThan(5);
  const read = ({ observed }: typeof watched): number => observed.values['M40.byAttacks']!.value!;
  expect(read(careless)).toBeGreaterThan(2 * read(watched));
});

test('a provider that cheats stops when it is asked no more, since it has more to lose than to gain', () => {
  const cheating = (without: readonly ControlId[]) =>
    play(
      planIn(
        meetingRoomMapping,
        { attacks: named('A33'), attacker: classOf('P3'), profile: { name: 'framework', without } },
        { durationSeconds: 200 },
      ),
    ).world.labels.attempts;
  // Audits find it out, and the playbook shuts it out for two minutes.
  const audited = cheating(['C20']);
  expect(audited.length).toBeLessThan(4);
  expect(noticed(audited)).toBe(1);
  const unseen = cheating(['C20', 'C21', 'C22']);
  expect(unseen.length).toBeGreaterThan(8);
  expect(noticed(unseen)).toBe(0);
});

test('what nobody means anything by is no success, and no honest wish is lost by it', () => {
  const noise = classOf('P0');
  const run = play(planOf({ attacks: [noise.misuse!], attacker: noise }, { durationSeconds: 120 }));
  const [misuse] = run.observed.attacks;
  expect(misuse!.attempts).toBeGreaterThan(8);
  expect(misuse!.successes).toBe(0);
  expect(noticed(run.world.labels.attempts)).toBeGreaterThan(8);
  expect(run.observed.values['M33']!.value).toBeLessThan(0.005);
});

test('an attack that is beyond a class is refused before the start, in one line', () => {
  const staged = (id: string, ids: string) => () => prepare(planOf({ attacks: named(ids), attacker: classOf(id) }));
  expect(staged('P1', 'A09 A30')).toThrow(UnstagedAttack);
  expect(staged('P1', 'A23')).toThrow(
    'A23 gateway-takeover is beyond P1 script-user: it takes white box knowledge, and it has protocol',
  );
  expect(staged('P4', 'A09')).toThrow('stands at a place of the sort "wire", which it cannot come by');
  expect(staged('P1', 'A09')).not.toThrow();
});

test('each class but noise can make some of the attacks, a coalition all of them, and each figure has its source', () => {
  const able = attackers.map((attacker) => attacks.filter((attack) => beyond(attacker, attack) === undefined).length);
  expect(able.slice(1).every((count) => count > 3)).toBe(true);
  expect(able.at(-1)).toBe(attacks.length);
  for (const { budget, prices, deterrence, coalition } of attackers) {
    const figures = [
      ...Object.values(budget),
      ...Object.values(prices.place),
      ...Object.values(prices.seconds),
      ...Object.values(deterrence ?? {}),
      ...(coalition === undefined ? [] : [coalition.hearsAfterNs]),
    ];
    expect(figures.filter(({ source }) => !/assumption|\d{4}|measured/.test(source))).toEqual([]);
  }
});

test('without a class a run is what it was, and a class without limits does what it does in the same stream of chances', () => {
  const attacked = { attacks: named('A20') };
  const free = classOf('P5');
  const plain = play(planOf(attacked, { durationSeconds: 60 }));
  const classed = play(planOf({ ...attacked, attacker: { ...free, adaptivity: 'static' } }, { durationSeconds: 60 }));
  expect(classed.digest).toBe(plain.digest);
  expect(meetingRoomMapping.attacks).toContain('A20');
});
