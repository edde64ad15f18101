import { describe, expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { needsAttack } from '../metrics/catalogue.ts';
import type { Scenario } from '../sim/framework/scenario.ts';
import { runArm } from './arm.ts';
import type { ArmPlan } from './arm.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { valuesAt } from './values.ts';

const scenario = meetingRoomMapping as unknown as Scenario;
const attack = (id: string) => attacks.find((one) => one.id === id)!;
const parameters = valuesAt(scenario, 'smoke');

const plan = (more: Partial<ArmPlan> = {}): ArmPlan => ({
  scenario,
  parameters,
  profile: { name: 'framework', without: [] },
  attackSets: [[attack('A07')], [attack('A18')]],
  repetition: { kind: 'replications', count: 2 },
  withBaseline: true,
  seed: 3,
  suite: 'symbolic',
  again: 'metarange run',
  untilNs: 60e9,
  ...more,
});
const seconds = (): number => 0;

test('each attack runs by itself beside honest play, replication by replication, and shares its random numbers', () => {
  const begun: string[] = [];
  const arm = runArm(plan(), { seconds, begins: (label, done, of) => begun.push(`${done}/${of} ${label}`) });
  expect(begun).toEqual([
    '0/6 framework · honest',
    '1/6 framework · A07',
    '2/6 framework · A18',
    '3/6 framework · honest',
    '4/6 framework · A07',
    '5/6 framework · A18',
  ]);
  expect(arm.replications).toBe(2);
  expect(arm.attacks.map(({ id }) => id)).toEqual(['A07', 'A18']);
  expect(arm.picture.sets!.map((set) => set.attacks)).toEqual([['A07'], ['A18'], []]);

  const alone = runArm(plan({ attackSets: [], withBaseline: false }), { seconds });
  expect(arm.metrics['M30.reportP99']).toEqual({ ...alone.metrics['M30.reportP99'], honest: true });
  expect(arm.picture.sets!.at(-1)).toEqual({ attacks: [], ...alone.picture });
});

test('traffic of all attacks together is that of each, added up', () => {
  const { picture, messages } = runArm(plan(), { seconds });
  const sent = (flows: typeof picture.flows): number => flows.reduce((sum, flow) => sum + flow.sent, 0);
  const [replay, spoofing] = picture.sets!;
  expect(sent(picture.flows)).toBe(sent(replay!.flows) + sent(spoofing!.flows));
  expect(sent(picture.flows)).toBeGreaterThan(0);
  expect(sent(picture.flows)).toBeLessThanOrEqual(messages);
});

describe('a precision', () => {
  const precise = (relative: number, more: Partial<ArmPlan> = {}) =>
    plan({ attackSets: [], repetition: { kind: 'precision', relative, most: 11 }, ...more });

  test('is gone on for until the headline metrics are that tight, and the results say how tight they are', () => {
    const arm = runArm(precise(0.5, { scenario: { ...scenario, headline: ['M30'] } }), { seconds });
    // The first look.
    expect(arm.replications).toBe(10);
    expect(arm.precision!.met).toBe(true);
    expect(Object.keys(arm.precision!.reached)).toContain('M30.reportP99');
    for (const width of Object.values(arm.precision!.reached)) expect(width).toBeLessThanOrEqual(0.5);
    expect(arm.warnings.filter((text) => text.includes('precision'))).toEqual([]);
  });

  test('that is not met ends at the cap, plainly: in the results and as the first warning', () => {
    const arm = runArm(precise(0.001), { seconds });
    expect(arm.replications).toBe(11);
    expect(arm.precision!.met).toBe(false);
    expect(arm.warnings[0]).toMatch(
      /^stopped at the cap of 11 replications, short of the precision of 0\.1 %: half-width \(of a share in points, else relative\) of M/,
    );
  });

  test('of a headline metric that nothing can tell is not met, however few replications there are', () => {
    const seen: string[] = [];
    const attacked = precise(0.5, {
      // Attempts begin after the end, so that success stays unknown.
      attackSets: [[attack('A07')]],
      attackFromNs: 3600e9,
      withBaseline: false,
      scenario: { ...scenario, headline: ['M01'] },
    });
    const arm = runArm(attacked, { seconds, begins: (label) => seen.push(label) });
    expect([arm.replications, arm.precision]).toEqual([11, { asked: 0.5, met: false, reached: { M01: null } }]);
    expect(seen.slice(9, 11)).toEqual(['framework · A07', 'framework · A07 (M01 unknown or 0)']);
  });

  test('is not waited for where only an attack could show it, and nobody attacks', () => {
    const arm = runArm(precise(0.5, { scenario: { ...scenario, headline: ['M01'] } }), { seconds });
    expect([arm.replications, arm.precision!.met]).toEqual([10, false]);
    expect(arm.warnings[0]).toContain('no headline metric can be measured without an attack');
  });
});

test('metrics that need an attack are unknown where nobody attacks', () => {
  const { metrics } = runArm(plan({ attackSets: [], repetition: { kind: 'replications', count: 1 } }), { seconds });
  const ofAttempts = Object.keys(metrics).filter((name) => needsAttack(name.split('.')[0]!));
  expect(ofAttempts.length).toBeGreaterThan(10);
  for (const name of ofAttempts) expect(metrics[name]!.value, name).toBeNull();
});
