import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { gatewayTakeover } from '../../attacks/gateway-takeover.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { factNumber, flagWrong } from '../../sim/framework/fact.ts';
import { purposes } from '../../sim/framework/datum.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { radios } from '../kit/presets.ts';
import { planIn, play } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import { valuesAt } from '../values.ts';
import { claims } from './claims.ts';
import type { ConstrainedParameters } from './parameters.ts';
import { constrainedBehindGateway } from './scenario.ts';

interface Arm {
  readonly profile?: ProfileName;
  readonly without?: readonly ControlId[];
  readonly attack?: AttackId;
  readonly set?: Partial<ConstrainedParameters>;
  readonly observer?: FactObserver;
}

const few: Partial<ConstrainedParameters> = { rooms: 2, roomsPerGateway: 1, persons: 4 };
const playedArm = ({ profile = 'framework', without = [], attack, set = {}, observer }: Arm): Played =>
  play(
    planIn(
      constrainedBehindGateway,
      {
        profile: { name: profile, without },
        attacks: attacks.filter(({ id }) => id === attack),
        observers: observer === undefined ? [] : [observer],
      },
      { ...few, ...set } as Record<string, number | string>,
    ),
  );

/** What a claim says of a run, and on how many observations. */
const judgedBy = (
  name: string,
  { observed }: Played,
  attack: AttackId | 'none',
): readonly [boolean | undefined, number] => {
  const claim = claims.find((one) => one.name === name)!;
  let n = Infinity;
  const verdict = claim.holds((metric) => {
    const value = observed.values[metric];
    n = Math.min(n, value?.n ?? 0);
    return value?.value ?? null;
  }, attack);
  return [verdict, n];
};

const honest = playedArm({});

test('every claim is true under the framework while nobody attacks, and says something', () => {
  expect(honest.observed.violations).toEqual([]);
  for (const { name } of claims) {
    const [verdict, n] = judgedBy(name, honest, 'none');
    expect([name, verdict]).toEqual([name, true]);
    expect(n).toBeGreaterThan(20);
  }
});

test.each(constrainedBehindGateway.attacks)('no claim is false under the framework while %s plays', (attack) => {
  const attacked = playedArm({ attack, set: { durationSeconds: 400 } });
  expect(attacked.observed.attacks[0]!.attempts).toBeGreaterThan(1);
  expect(attacked.observed.attacks[0]!.successes).toBe(0);
  for (const { name } of claims) {
    const [verdict] = judgedBy(name, attacked, attack);
    expect([name, verdict]).not.toEqual([name, false]);
  }
});

test('whoever takes a gateway over moves every twin behind it where it terminates, none where it forwards, and some it keeps back', () => {
  const share = (gatewayMode: string, without: readonly ControlId[] = []) => {
    const { observed } = playedArm({ attack: gatewayTakeover.id, without, set: { gatewayMode, durationSeconds: 280 } });
    const { attempts, successes } = observed.attacks[0]!;
    expect(attempts).toBeGreaterThan(5);
    return { rate: successes / attempts, sealRefusals: observed.refusals['C16'] ?? 0 };
  };
  expect(share('terminates').rate).toBeGreaterThan(0.9);
  expect(share('terminates').sealRefusals).toBe(0);
  expect(share('forwards', ['C16']).rate).toBeGreaterThan(0.9);
  const forwards = share('forwards');
  expect(forwards.rate).toBe(0);
  // Each reading that it altered is a reading that the twin did not get.
  expect(forwards.sealRefusals).toBeGreaterThan(20);
});

test('a gateway that forwards has no valve do what nobody asked for, and one that terminates does, within what its interlock lets pass', () => {
  const acts = (gatewayMode: string, without: readonly ControlId[] = []) => {
    // A house of the usual size, whose people command often: enough deeds for a share.
    const size = { rooms: 4, roomsPerGateway: 2, persons: 8 };
    const arm = { gatewayMode, ...size, durationSeconds: 600, commandEverySeconds: 5 };
    const { observed } = playedArm({ attack: gatewayTakeover.id, without, set: arm });
    const { value, n } = observed.values['M54.acts']!;
    expect(n).toBeGreaterThan(30);
    return { value: value!, unsafe: observed.values['M10']!.value!, refused: observed.refusals['C29'] ?? 0 };
  };
  expect(acts('forwards')).toMatchObject({ value: 0, unsafe: 0 });
  const terminates = acts('terminates');
  expect(terminates).toMatchObject({ unsafe: 0 });
  expect(terminates.value).toBeGreaterThan(0.05);
  expect(terminates.refused).toBeGreaterThan(acts('forwards').refused);
  expect(acts('forwards', ['C16']).value).toBeGreaterThan(0.05);
  expect(acts('terminates', ['C29']).unsafe).toBeGreaterThan(0);
});

test('what members command is served while a guest hurries with everything, where it is known who may; without a lane it waits', () => {
  const hurried = (lanes: 'one' | 'urgent', without: readonly ControlId[] = []) => {
    const wishes = { commandEverySeconds: 4, viewEverySeconds: 240, queryEverySeconds: 240, patienceSeconds: 5 };
    const set = { ...wishes, platforms: 1, persons: 8, sceneMillis: 400, lanes, durationSeconds: 200 };
    const { observed } = playedArm({ attack: 'A27', without, set });
    const { attempts, successes } = observed.attacks[0]!;
    expect(attempts).toBeGreaterThan(3);
    const { value: p95, n } = observed.values['M30.command.p95']!;
    expect(n).toBeGreaterThan(100);
    return { rate: successes / attempts, p95: p95! };
  };
  const held = hurried('urgent');
  expect(held.rate).toBe(0);
  // Down and back at the twin, each time behind one scene at the most.
  expect(held.p95).toBeLessThan(2 * 400 + 500);
  expect(hurried('urgent', ['C12']).rate).toBe(1);
  expect(hurried('one').rate).toBe(1);
});

/** What is stated of rooms by whoever hears the radio, how much of it is right, and bytes that motion sensors put on the air. */
class Overheard implements FactObserver {
  stated = 0;
  right = 0;
  bytes = 0;

  block({ count, kind, node, sizeBytes, flags, place }: FactBlock): void {
    for (let row = 0; row < count; row++) {
      // The fifth sensor of each room is that of motion.
      if (kind[row] === factNumber.sent && place[row] === 0 && node[row]! < 20 && node[row]! % 5 === 4)
        this.bytes += sizeBytes[row]!;
      if (kind[row] !== factNumber.inferred) continue;
      this.stated++;
      if ((flags[row]! & flagWrong) === 0) this.right++;
    }
  }
}

test('when somebody comes is heard from when sensors speak, and no better than by chance where they speak evenly, at a price in bytes', () => {
  const heard = (without: readonly ControlId[], motionReports = 'on change') => {
    const observer = new Overheard();
    const rooms = {
      rooms: 4,
      roomsPerGateway: 2,
      platforms: 1,
      persons: 1,
      bookingEverySeconds: 60,
      bookedSeconds: 25,
    };
    const set = { ...rooms, motionReports, durationSeconds: 1200 };
    const { observed } = playedArm({ attack: 'A32', without, observer, set });
    expect(observer.stated).toBeGreaterThan(24);
    const { stated, right, bytes } = observer;
    return { stated, bytes, share: right / stated, padding: observed.values['M46.C36.bytes']?.value };
  };
  const bare = heard(['C36']);
  expect(bare.share).toBeGreaterThan(0.9);
  // Blind, 4 s of every 60: as many right as chance gives, within three of its deviations, and so far below what is heard.
  const chance = 4 / 60;
  const shaped = heard([]);
  const deviation = Math.sqrt((chance * (1 - chance)) / shaped.stated);
  expect(Math.abs(shaped.share - chance)).toBeLessThan(3 * deviation);
  const periodic = heard(['C36'], 'each period');
  expect(periodic.share).toBeLessThan(chance + 3 * deviation);
  // Each tells more often than it has to, and more each time (README).
  expect(bare.bytes / periodic.bytes).toBeGreaterThan(1.5);
  expect(shaped.bytes / bare.bytes).toBeGreaterThan(2.5);
  expect(shaped.bytes / bare.bytes).toBeLessThan(3.5);
  expect(shaped.padding).toBeGreaterThan(0);
});

/** Latency of the first reading of each constrained thing at the first twin that took it, ms, by thing. */
class FirstReadings implements FactObserver {
  readonly millis = new Map<number, number>();

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (facts.kind[row] !== factNumber.used || facts.detail[row] !== purposes.indexOf('twin')) continue;
      const thing = facts.subject[row]!;
      if (!this.millis.has(thing)) this.millis.set(thing, (facts.time[row]! - facts.born[row]!) / 1e6);
    }
  }
}

const firstReadings = (set: Partial<ConstrainedParameters>, profile: ProfileName = 'framework'): readonly number[] => {
  const observer = new FirstReadings();
  const sensors = 2 * 5;
  playedArm({ profile, observer, set: { durationSeconds: 20, ...set } });
  return [...observer.millis].filter(([thing]) => thing < sensors).map(([, millis]) => millis);
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test('a thing that opens its channel by a handshake pays for it with its first reading', () => {
  const provisioned = firstReadings({ channels: 'provisioned' });
  const handshake = firstReadings({ channels: 'handshake' });
  expect([provisioned.length, handshake.length]).toEqual([10, 10]);
  // A fresh key, an agreement, a chain, a proof checked and one made take 56 ms on a sensor; six flights come on top.
  expect(median(handshake) - median(provisioned)).toBeGreaterThan(56 + 6 * 5);
  // Without controls there is nothing to compute and less to show: round trips alone.
  const bare = firstReadings({ channels: 'handshake' }, 'none');
  expect(median(handshake) - median(bare)).toBeGreaterThan(56);
  expect(median(bare)).toBeGreaterThan(median(firstReadings({ channels: 'provisioned' }, 'none')) + 4 * 5);
});

test('over NB-IoT no handshake with certificates comes to its end: there things need keys of their commissioning', () => {
  expect(firstReadings({ radio: 'nb-iot', channels: 'handshake', durationSeconds: 100 })).toEqual([]);
  expect(firstReadings({ radio: 'nb-iot', channels: 'provisioned', durationSeconds: 100 })).toHaveLength(10);
});

test.each(radios)('over %s readings arrive in time and valves do what they are told', (radio) => {
  const { observed } = playedArm({
    set: { radio, latency: 'lognormal', losses: 'preset', commandEverySeconds: 60, durationSeconds: 900 },
  });
  expect(observed.violations).toEqual([]);
  expect(observed.values['M30.reportP99']!.n).toBeGreaterThan(200);
  expect(observed.values['M30.reportP99']!.value).toBeLessThan(10_000);
  expect(observed.values['M30.command.p95']!.n).toBeGreaterThan(20);
  expect(observed.values['M30.command.p95']!.value).toBeLessThan(30_000);
});

test('nobody shares keys with gateways that forward; those that terminate have the keys of their own things and no others', () => {
  const built = (set: ParameterValues) =>
    constrainedBehindGateway.build({ ...valuesAt(constrainedBehindGateway, 'smoke'), ...set }, 1);
  expect(built({}).objectProxies).toEqual([]);
  const { objectProxies } = built({ gatewayMode: 'terminates' });
  expect(objectProxies!.map(({ things }) => things.length)).toEqual([12, 12]);
  expect(new Set(objectProxies!.flatMap(({ things }) => things)).size).toBe(24);
  // Commands to its valves the IoT platform seals, and can read nothing with the keys of those.
  const { objectCommanders, objectReaders } = built({});
  expect(objectCommanders!.map(({ things }) => things.length)).toEqual([4]);
  expect(objectReaders).not.toContain(objectCommanders![0]!.node);
});
