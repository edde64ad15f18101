import { describe, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import { workloads } from '../../sim/framework/component.ts';
import { dataClasses, purposes } from '../../sim/framework/datum.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { placeNumber } from '../../sim/framework/figure.ts';
import { kinds } from '../../sim/framework/message.ts';
import type { Profile } from '../../sim/framework/profile.ts';
import type { Cast, ParameterValues, Size } from '../../sim/framework/scenario.ts';
import { sits } from '../kit/seating.ts';
import type { Played } from '../testing/play.ts';
import { planIn, play } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { claims } from './claims.ts';
import { seatFleet } from './fleet.ts';
import type { RoamingParameters } from './parameters.ts';
import { fullFledgedRoaming } from './scenario.ts';

const valuesOf = (size: Size, set: Partial<RoamingParameters> = {}): RoamingParameters => ({
  ...valuesAt(fullFledgedRoaming, size),
  ...set,
});
const castOf = (set: Partial<RoamingParameters> = {}): Cast => fullFledgedRoaming.build(valuesOf('smoke', set), 1);

const framework: Profile = { name: 'framework', without: [] };
const played = (
  profile: Profile,
  attack: AttackId | 'none',
  set: Partial<RoamingParameters> = {},
  observers: readonly FactObserver[] = [],
): Played =>
  play(
    planIn(
      fullFledgedRoaming,
      { profile, attacks: attacks.filter(({ id }) => id === attack), intensity: 2, observers },
      set as ParameterValues,
    ),
  );
const verdict = (name: string, attack: AttackId | 'none', { observed }: Played): boolean | undefined =>
  claims.find((claim) => claim.name === name)!.holds((metric) => observed.values[metric]?.value ?? null, attack);

test.each([2, 3, 5])('of %i platforms a thing goes to those, and to no others, that may know it', (platforms) => {
  const set = { platforms, robots: 2, headsets: 7 };
  const { entitlements, household } = castOf(set);
  const { harbours, things, mayVisit } = seatFleet(valuesOf('smoke', set));
  for (let thing = 0; thing < things.count; thing++) {
    for (const [platform, { thingsAgent, secureDpm, entityAgent }] of harbours.entries()) {
      for (const { first } of [thingsAgent, secureDpm, entityAgent]) {
        const visits = ((mayVisit[thing]! >>> platform) & 1) === 1;
        expect(entitlements.mayKnow(first, 'personal', things.first + thing, 0)).toBe(visits);
      }
    }
  }
  const [robot, stranger] = [things.first, household.nodes];
  expect(entitlements.mayKnow(stranger, 'operational', robot, 0)).toBe(false);
  expect(entitlements.mayKnow(robot + 1, 'operational', robot, 0)).toBe(false);
  expect(household.consents(robot, 'twin', 0)).toBe(true);
  expect(household.consents(robot, 'archive', 0)).toBe(false);
});

describe('while nobody attacks, under the framework', () => {
  const honest = played(framework, 'none');

  test.each(claims.map(({ name }) => [name]))('%s', (name) => {
    expect(verdict(name, 'none', honest)).toBe(true);
  });

  test('nothing is violated, and what the claims rest on was observed', () => {
    const { violations, values } = honest.observed;
    expect(violations).toEqual([]);
    for (const metric of ['M35.max', 'M56', 'M54.twin', 'M54.acts', 'M10', 'M40.all', 'M31', 'M30.reportP99', 'M33']) {
      expect(values[metric]!.n, metric).toBeGreaterThan(10);
    }
  });
});

test.each(fullFledgedRoaming.attacks.map((attack) => [attack]))(
  'under the framework no claim is broken by %s',
  (attack) => {
    const run = played(framework, attack);
    const verdicts = claims.map(({ name }) => [name, verdict(name, attack, run)] as const);
    expect(verdicts.filter(([, holds]) => holds === false)).toEqual([]);
    expect(run.observed.attacks[0]!.attempts).toBeGreaterThan(3);
    expect(run.observed.attacks[0]!.successes).toBe(0);
  },
);

/** Where the twin of each thing took what, and when hand-overs ended. */
class Log implements FactObserver {
  readonly uses: {
    readonly node: number;
    readonly subject: number;
    readonly bornNs: number;
  }[] = [];
  readonly ends: { readonly thing: number; readonly atNs: number; readonly done: number }[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const [node, subject, detail] = [facts.node[row]!, facts.subject[row]!, facts.detail[row]!];
      if (facts.kind[row] === factNumber.used && detail === purposes.indexOf('twin')) {
        this.uses.push({ node, subject, bornNs: facts.born[row]! });
      } else if (facts.kind[row] === factNumber.finished && detail === workloads.indexOf('hand-over')) {
        this.ends.push({ thing: node, atNs: facts.time[row]!, done: facts.outcome[row]! });
      }
    }
  }
}

test('after a restart on all three sides every thing is soon on one platform again, and its twin with it', () => {
  const log = new Log();
  const set = { restartAtSeconds: 60, leaseSeconds: 10, durationSeconds: 100 };
  const { observed } = played(framework, 'none', set, [log]);
  expect(observed.violations).toEqual([]);
  expect(observed.values['M56']).toMatchObject({ value: 0 });
  const after = log.uses.filter(({ bornNs }) => bornNs > 90e9);
  expect(new Set(after.map(({ subject }) => subject)).size).toBe(seatFleet(valuesOf('smoke', set)).things.count);
});

test('where messages are lost hand-overs take longer or fail, and no thing is in two places', () => {
  const log = new Log();
  const { observed } = played(framework, 'none', { lossShare: 0.2, staySeconds: 8, leaseSeconds: 10 }, [log]);
  expect(observed.values['M56']).toMatchObject({ value: 0 });
  expect(log.ends.some(({ done }) => done === 0)).toBe(true);
  expect(log.ends.filter(({ done }) => done === 1).length).toBeGreaterThan(50);
});

/** Who came to know whom glasses see, and what glasses did. */
class Sights implements FactObserver {
  readonly known: { readonly node: number; readonly subject: number }[] = [];
  readonly shown: { readonly node: number; readonly subject: number; readonly percent: number }[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const [node, subject] = [facts.node[row]!, facts.subject[row]!];
      if (facts.kind[row] === factNumber.acted) this.shown.push({ node, subject, percent: facts.value[row]! });
      else if (facts.kind[row] === factNumber.disclosed && dataClasses[facts.dataClass[row]!] === 'biometric')
        this.known.push({ node, subject });
    }
  }
}

test('bystanders whom glasses see are known where they agreed to that, and who wears glasses is shown robots', () => {
  const sights = new Sights();
  const set = { durationSeconds: 200, lookSeconds: 1 };
  const { observed } = played(framework, 'none', set, [sights]);
  expect(observed.violations).toEqual([]);
  const { glasses, robots, harbours, things, mayVisit, register } = seatFleet(valuesOf('smoke', set));
  const agents = new Set<string>();
  for (const { node, subject } of sights.known) {
    const platform = harbours.findIndex(({ secureDpm, entityAgent, thingsAgent }) =>
      [secureDpm, entityAgent, thingsAgent].some((seats) => sits(node, seats)),
    );
    // Not on the platform that those around these glasses have not agreed to, and nowhere else than on platforms.
    expect((mayVisit[subject - things.first]! >>> platform) & 1).toBe(1);
    expect(sits(subject, glasses)).toBe(true);
    agents.add(`${platform} ${register.roleOf(node)}`);
  }
  // The door learns of a sight only what glasses say when they leave.
  expect(agents.size).toBe(3 * harbours.length);
  expect(sights.shown.length).toBeGreaterThan(20);
  for (const { node, subject, percent } of sights.shown) {
    expect([sits(node, glasses), sits(subject, robots), percent <= 50]).toEqual([true, true, true]);
  }
  // Some were so near that the interlock kept the label off.
  expect(observed.refusals['C29']).toBeGreaterThan(0);
});

/** At whose twins something that descends from an attack was used. */
class Moved implements FactObserver {
  readonly nodes = new Set<number>();

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const used = facts.kind[row] === factNumber.used && facts.detail[row] === purposes.indexOf('twin');
      if (used && facts.label[row] !== 0) this.nodes.add(facts.node[row]!);
    }
  }
}

test.each(['A01', 'A49'] as const)(
  'where the second platform stands lower than the others %s succeeds there, and moves no twin of those',
  (attack) => {
    const moved = new Moved();
    const set = { weakestProfile: 'transport', durationSeconds: 200 };
    const { observed } = played(framework, attack, set, [moved]);
    expect(observed.attacks[0]!.successes).toBeGreaterThan(0);
    const { harbours } = seatFleet(valuesOf('smoke', set));
    expect([...moved.nodes]).toEqual([harbours[1]!.entityAgent.first]);
  },
);

/** Hand-overs that came to each things agent from another platform. */
class HandOvers implements FactObserver {
  readonly to = new Map<number, number>();

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      const moved = facts.message[row] === kinds.indexOf('move') + 1 && facts.place[row] === placeNumber['RP-X'];
      if (facts.kind[row] !== factNumber.delivered || !moved) continue;
      this.to.set(facts.node[row]!, (this.to.get(facts.node[row]!) ?? 0) + 1);
    }
  }
}

test.each([
  ['has less on its label than things ask for is handed none', ['C33'], 'none', false],
  ['is spoken to in clear only is handed none', ['C42'], 'none', false],
  ['has neither asked of it is handed things all the same', ['C33', 'C42'], 'none', true],
  ['promises what things ask for is handed things', [], 'transport', true],
] as const)('a platform that stands lower and %s', (_name, without, weakestProfile, handed) => {
  const log = new HandOvers();
  const set = { weakestProfile, staySeconds: 5, leaseSeconds: 10, durationSeconds: 60 };
  played({ name: 'framework', without }, 'none', set, [log]);
  const [first, weak] = seatFleet(valuesOf('smoke', set)).harbours;
  expect((log.to.get(weak!.thingsAgent.first) ?? 0) > 0).toBe(handed);
  expect(log.to.get(first!.thingsAgent.first)).toBeGreaterThan(0);
});

test('a copy of a thing with a secure element holds no key, so that it is turned away however young its certificate is', () => {
  const clones = (keys: string, without: Profile['without']): boolean => {
    const { observed } = played({ name: 'framework', without }, 'A01', { keys });
    expect(observed.attacks[0]!.attempts).toBeGreaterThan(3);
    return observed.attacks[0]!.successes > 0;
  };
  expect(clones('software', [])).toBe(false);
  // A credential of yesterday still counts.
  expect(clones('software', ['C03'])).toBe(true);
  expect(clones('hardware', ['C03'])).toBe(false);
  expect(clones('hardware', ['C02', 'C03'])).toBe(true);
  // Where nobody asks for a proof, no key is needed.
  expect(clones('hardware', ['C01'])).toBe(true);
});

test('with secure elements every claim is true under the framework while nobody attacks, and their time is charged to C02', () => {
  const honest = played(framework, 'none', { keys: 'hardware' });
  expect(honest.observed.violations).toEqual([]);
  expect(claims.filter(({ name }) => verdict(name, 'none', honest) !== true).map(({ name }) => name)).toEqual([]);
  expect(honest.observed.refusals['C02'] ?? 0).toBe(0);
  const spent = ({ world }: Played): number => world.costs()['C02']?.ns ?? 0;
  expect(spent(honest)).toBeGreaterThan(0);
  expect(spent(played(framework, 'none'))).toBe(0);
});
