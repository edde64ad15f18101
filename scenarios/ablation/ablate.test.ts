import { beforeAll, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { AblationResult } from '../../metrics/results/ablation.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { meetingRoomMapping } from '../meeting-room-mapping/scenario.ts';
import type { Crew } from '../studies/crew.ts';
import { crewHere } from '../studies/here.ts';
import type { FailedRun, RunOrder, RunRecord } from '../studies/order.ts';
import { ablate } from './ablate.ts';
import type { AblationPlan } from './plan.ts';

const planOf = (ids: readonly AttackId[], given: Partial<AblationPlan> = {}): AblationPlan => ({
  scenario: meetingRoomMapping as unknown as Scenario,
  size: 'smoke',
  set: {},
  attacks: attacks.filter(({ id }) => ids.includes(id)),
  profile: 'framework',
  sets: [],
  seed: 1,
  replications: 30,
  version: 'test',
  command: 'metarange ablate meeting-room-mapping',
  ...given,
});

/** What is tried ten times in a run, and how often it succeeds, by which controls stand. */
type Rule = (
  standing: readonly ControlId[],
  order: RunOrder,
) => { readonly attempts: number; readonly successes: number };

/** A crew that simulates nothing: what comes of a run follows from a rule, and each control costs as many bytes as its number says. */
const crewBy = (rule: Rule): Crew & { readonly played: string[] } => {
  const played: string[] = [];
  return {
    name: 'by rule',
    played,
    async carryOut(orders, report) {
      for (const { key, order } of orders) {
        played.push(key);
        const standing = controlsOf({ name: order.profile, without: order.without }).map(({ id }) => id);
        const bytes = standing.reduce((sum, id) => sum + Number(id.slice(1)), 0);
        const own = standing.map((id) => [`M46.${id}.bytes`, { value: Number(id.slice(1)) * 1e6, n: 1 }] as const);
        const values = { 'M46.bytes': { value: bytes * 1e6, n: 1 }, ...Object.fromEntries(own) };
        const tried = { detected: 0, firstSuccessSeconds: null, violations: [], steps: {}, unfinished: 0 };
        await report({
          key,
          values,
          attacks: order.attacks.map((id) => ({ id, ...tried, ...rule(standing, order) })),
          simulatedSeconds: 300,
          digest: key,
        } as unknown as RunRecord);
      }
    },
    async close() {},
  };
};

/** A device-clone that either of two controls holds, and a sensor-spoofing that one holds; what else stands makes no difference. */
const rule: Rule = (standing, { attacks: [id] }) => {
  const held = id === 'A01' ? standing.includes('C03') || standing.includes('C16') : standing.includes('C28');
  return { attempts: 10, successes: held ? 0 : 9 };
};

const told = async (ids: readonly AttackId[], by: Rule, given: Partial<AblationPlan> = {}) =>
  ablate(planOf(ids, given), { crew: crewBy(by), tell: () => undefined });

/** An ablation by that rule, of which several tests ask, and who played it. */
const ruled = crewBy(rule);
let both: AblationResult;
beforeAll(async () => {
  both = await ablate(planOf(['A01', 'A18']), { crew: ruled, tell: () => undefined });
});

test('what a control alone stops, and what its removal lets in, is read off runs with intervals', () => {
  const { cells } = both;
  const at = (attack: string, set: string) => cells.find((cell) => cell.attack === attack && cell.set === set)!;
  expect(at('A01', 'none')).toMatchObject({ attempts: 300, successes: 270, held: false });
  expect(at('A01', 'none+C03')).toMatchObject({ finding: 'stops', said: 'beats it', held: true });
  expect(at('A01', 'none+C01')).toMatchObject({ finding: 'no difference seen', said: 'beats it' });
  expect(at('A01', 'framework-C03').finding).toBe('no difference seen');
  expect(at('A18', 'framework-C28')).toMatchObject({ finding: 'lets in', fromProfile: { pairs: 30 } });
  expect(at('A18', 'framework-C28').fromProfile.ci95![0]).toBeGreaterThan(0.8);
  expect(at('A18', 'framework-own-of-A18').finding).toBe('lets in');
  expect(cells.filter(({ ci95, attempts }) => ci95 === null || attempts === 0)).toEqual([]);
});

test('no attempt is no knowledge: neither held nor stopped, and no protection is told', async () => {
  const { cells, sets, warnings } = await told(['A18'], (standing) => ({
    attempts: standing.length > 20 ? 10 : 0,
    successes: 0,
  }));
  const bare = cells.find(({ set }) => set === 'none')!;
  expect(bare).toMatchObject({ ci95: null, held: null, finding: null });
  expect(sets.find(({ id }) => id === 'none')).toMatchObject({ unknown: ['A18'], protection: null });
  expect(warnings.join()).toContain('no attempt came to an end');
});

test('the search keeps the cheapest controls that are enough, and each lets something in when it goes', () => {
  const { minimal, pareto, sets } = both;
  expect(minimal.map(({ controls, orders, irreducible }) => ({ controls, orders, irreducible }))).toEqual([
    // No run tells CPU, so all count as equal there, and the order of the chain decides.
    { controls: ['C16', 'C28'], orders: ['cpuMicrosPerOperation'], irreducible: true },
    { controls: ['C03', 'C28'], orders: ['bytesPerOperation'], irreducible: true },
  ]);
  expect(minimal[1]!.without).toEqual([
    { control: 'C03', letsIn: ['A01'] },
    { control: 'C28', letsIn: ['A18'] },
  ]);
  expect(pareto.by.bytesPerOperation).toEqual(['none', 'found-2']);
  expect(pareto.by.energyMicrojoulesPerOperation).toBeNull();
  expect(pareto.by.p99Ms).toBeNull();
  expect(sets.find(({ id }) => id === 'found-2')).toMatchObject({ protection: 1, cost: { p99Ms: { value: null } } });
});

test('what few replications did not show is searched for again by all of them', async () => {
  // Without C28 one attempt in thirty succeeds, in later replications only.
  const rare: Rule = (standing, { replication }) => ({
    attempts: 10,
    successes:
      standing.includes('C32') && standing.includes('C28')
        ? 0
        : !standing.includes('C32')
          ? 9
          : replication > 20
            ? 2
            : 0,
  });
  const { minimal } = await told(['A18'], rare);
  expect(minimal[0]).toMatchObject({ controls: ['C28', 'C32'], irreducible: true });
});

test('one chance success early on is no return: a control that is not needed is still given up', async () => {
  // One attempt of the first eight succeeds, of 320: within the bar of 2 %, whatever else stands.
  const chance: Rule = (standing, { replication }) => ({
    attempts: 8,
    successes: !standing.includes('C28') ? 7 : standing.length < 20 && replication === 0 ? 1 : 0,
  });
  const { minimal } = await told(['A18'], chance, { replications: 40 });
  expect(minimal[0]).toMatchObject({ controls: ['C28'], irreducible: true });
});

test('too few attempts show nothing: the search is not begun, and a warning says so', async () => {
  const { minimal, warnings } = await told(['A18'], rule, { replications: 2 });
  expect(minimal).toEqual([]);
  expect(warnings[0]).toBe(
    'not shown to be held by the whole profile, so asked of no smaller set, A18: more --replications may show it',
  );
});

test('no run is played twice', () => {
  expect(new Set(ruled.played).size).toBe(ruled.played.length);
  expect(both.ablation.runs).toBe(ruled.played.length);
});

test('runs of the range itself: a spoofed sensor comes in under none, is held by all, and comes back without its own', async () => {
  const set = { rooms: 1, persons: 2, guests: 1, platforms: 1, durationSeconds: 60 };
  const here = crewHere({ seconds: () => 0 });
  const played = new Map<string, RunRecord | FailedRun>();
  const askedOf = (carryOut: Crew['carryOut']) =>
    ablate(planOf(['A18'], { set, replications: 2, profile: 'identity' }), {
      crew: { ...here, carryOut },
      tell: () => undefined,
    });
  const one = await askedOf((orders, report) =>
    here.carryOut(orders, async (run) => {
      played.set(run.key, run);
      await report(run);
    }),
  );
  const rate = (id: string): number => {
    const { attempts, successes } = one.cells.find((cell) => cell.set === id)!;
    return successes / attempts;
  };
  expect(rate('none')).toBeGreaterThan(0.9);
  expect(rate('identity')).toBeLessThan(0.1);
  expect(rate('identity-own-of-A18')).toBeGreaterThan(0.9);
  expect(one.failures).toEqual([]);
  // The same runs, told in another order, come to the same.
  const turned: Crew['carryOut'] = async (orders, report) => {
    for (const { key } of orders.toReversed()) await report(played.get(key)!);
  };
  expect(await askedOf(turned)).toEqual(one);
});

test('a set of somebody’s own choice is played beside the others, under honest play too, and says what it holds', async () => {
  const chosen = await told(['A01', 'A18'], rule, { sets: [['C28'], ['C28', 'C03']] });
  const given = chosen.sets.filter(({ kind }) => kind === 'given');
  expect(given.map(({ id, controls, held }) => [id, controls.toSorted(), held])).toEqual([
    ['given-1', ['C28'], ['A18']],
    ['given-2', ['C03', 'C28'], ['A01', 'A18']],
  ]);
  expect(given.map(({ cost }) => cost?.bytesPerOperation?.value)).toEqual([28, 31]);
  expect(chosen.cells.filter(({ set }) => set === 'given-1').map(({ finding }) => finding)).toEqual([
    'no difference seen',
    'stops',
  ]);
  // What was found does not depend on it.
  expect(chosen.minimal.map(({ controls }) => controls)).toEqual(both.minimal.map(({ controls }) => controls));
});
