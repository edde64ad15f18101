import { describe, expect, test } from 'vitest';
import { dpmDataHoarding } from '../../attacks/dpm-data-hoarding.ts';
import { fakeDeletion } from '../../attacks/fake-deletion.ts';
import { insiderRead } from '../../attacks/insider-read.ts';
import { subjectOfRoom } from '../../sim/components/rooms.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Cast } from '../../sim/framework/scenario.ts';
import { planIn, play } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { groundOf } from './ground.ts';
import type { LifecycleParameters } from './parameters.ts';
import { passingRule } from './policy.ts';
import { lifecycleAndErasure } from './scenario.ts';

const valuesOf = (set: Partial<LifecycleParameters> = {}): LifecycleParameters =>
  ({ ...valuesAt(lifecycleAndErasure, 'smoke'), ...set }) as LifecycleParameters;
const castOf = (set: Partial<LifecycleParameters> = {}): Cast => lifecycleAndErasure.build(valuesOf(set), 1);

/** Short, and with everything in it that the claims are about. */
const short: Partial<LifecycleParameters> = {
  rooms: 2,
  retainWindows: 4,
  deadlineSeconds: 10,
  withdrawFromSeconds: 40,
  withdrawEverySeconds: 8,
  durationSeconds: 100,
};
const played = (
  { profile = 'framework', without = [], attack }: Arm,
  set: Partial<LifecycleParameters> = {},
): Played['observed'] => {
  const plan = { profile: { name: profile, without }, attacks: attack === undefined ? [] : [attack], intensity: 10 };
  return play(planIn(lifecycleAndErasure, plan, { ...short, ...set })).observed;
};

interface Arm {
  readonly profile?: ProfileName;
  readonly without?: readonly ControlId[];
  readonly attack?: Attack;
}
describe('the claims', () => {
  test('are all true under the framework while nobody attacks, each on something that was observed', () => {
    const { values } = played({});
    for (const claim of lifecycleAndErasure.claims) {
      const verdict = claim.holds((metric) => values[metric]?.value ?? null, 'none');
      expect([claim.name, verdict]).toEqual([claim.name, true]);
    }
    for (const metric of ['M51.consent', 'M40.all', 'M44', 'M43', 'M51.erasure', 'M30.erase.p95', 'M10']) {
      expect([metric, (values[metric]?.n ?? 0) > 0]).toEqual([metric, true]);
    }
  });

  test.each([insiderRead, dpmDataHoarding, fakeDeletion])('hold under the framework under $id', (attack) => {
    const { values } = played({ attack });
    for (const claim of lifecycleAndErasure.claims) {
      const verdict = claim.holds((metric) => values[metric]?.value ?? null, attack.id);
      expect([claim.name, verdict]).not.toEqual([claim.name, false]);
    }
  });

  test('with the proof of erasure alone what is kept can be read, but nobody believes that it is gone', () => {
    const { values } = played({ without: ['C30'], attack: fakeDeletion });
    expect(values['M44']!.value).toBeGreaterThan(0);
    expect(values['M51.erasure']!.value).toBe(1);
    expect(values['M51.notice']).toMatchObject({ value: 1 });
  });
});

test('an honest run under the framework breaks nothing, with a restart in the middle of it either', () => {
  for (const restartAtSeconds of [0, 45]) {
    const { violations, values } = played({}, { restartAtSeconds });
    expect(violations).toEqual([]);
    expect(values['M51.erasure']!.value).toBe(1);
  }
});

test('what the policy lets pass on is what the recipient is entitled to know, as long as nobody has withdrawn', () => {
  const values = valuesOf();
  const ground = groundOf(values, 1);
  const { house, outsideStorage } = ground;
  const { entitlements } = castOf();
  const mayPass = passingRule(ground);
  let passed = 0;
  let kept = 0;
  for (const recipient of [...house.platforms.map(({ secureDpm }) => secureDpm.first), outsideStorage.first]) {
    for (let room = 0; room < house.things.rooms; room++) {
      if (ground.homeOf(room) === ground.platformOf(recipient)) continue;
      for (const dataClass of ['operational', 'personal', 'biometric'] as const) {
        const subject = subjectOfRoom(room);
        const may = mayPass({ subject, dataClass, purpose: 'share', recipient, nowNs: 0 });
        expect(may).toBe(entitlements.mayKnow(recipient, dataClass, subject, 0));
        if (may) passed += 1;
        else kept += 1;
      }
    }
  }
  expect([passed > 0, kept > 0]).toEqual([true, true]);
});

test('who has withdrawn is known to fewer from the moment at which that must be over, and not before', () => {
  const values = valuesOf();
  const { house, outsideStorage, withdrawsNs } = groundOf(values, 1);
  const { entitlements } = castOf();
  const storage = house.platforms[0]!.secureStorage.first;
  const endNs = withdrawsNs[0]! + values.consentSeconds * 1e9;
  for (const node of [storage, outsideStorage.first]) {
    expect(entitlements.mayKnow(node, 'personal', subjectOfRoom(0), endNs - 1)).toBe(true);
    expect(entitlements.mayKnow(node, 'personal', subjectOfRoom(0), endNs)).toBe(false);
    expect(entitlements.mayKnow(node, 'operational', subjectOfRoom(0), endNs)).toBe(true);
  }
  const endings = entitlements.endings!;
  expect(endings.mayUse('share', 'personal', subjectOfRoom(0), endNs)).toBe(false);
  expect(endings.mayUse('twin', 'personal', subjectOfRoom(0), endNs)).toBe(true);
  expect(endings.goneByNs(subjectOfRoom(0))).toBe(withdrawsNs[0]! + values.deadlineSeconds * 1e9);
});

test('each account has a reason to read what it is entitled to know, and a caretaker rights to more than that', () => {
  const { household, entitlements, stage } = castOf();
  const { house } = groundOf(valuesOf(), 1);
  const { persons, people, things } = house;
  const rooms = Array.from({ length: things.rooms }, (_, room) => room);
  const caretaker = stage.accounts['operator']!.person;
  for (let index = 0; index < persons.count; index++) {
    const account = persons.first + index;
    if (people.standing[index] === 'guest') continue;
    for (const over of rooms) {
      const hasReason = household.mayLook!({ account, over, count: 1, nowNs: 0 });
      expect(hasReason).toBe(entitlements.mayKnow(account, 'personal', subjectOfRoom(over), 0));
    }
  }
  expect(rooms.filter((room) => household.may(caretaker, 'query', room))).toEqual([0, 1, 2]);
  expect(rooms.filter((over) => household.mayLook!({ account: caretaker, over, count: 1, nowNs: 0 }))).toEqual([0]);
  expect(household.mayLook!({ account: caretaker, over: 0, count: 241, nowNs: 0 })).toBe(false);
});

test('honest people are shown what they ask for, and a curious caretaker is told of at once and shown nothing more', () => {
  const honest = played({}, { queryEverySeconds: 5 });
  expect([honest.refusals['C15'] ?? 0, honest.values['M40.all']!.value]).toEqual([0, 0]);
  const curious = played({ attack: insiderRead });
  expect(curious.refusals['C15']).toBeGreaterThan(5);
  expect(curious.attacks[0]).toMatchObject({ successes: 0 });
});
