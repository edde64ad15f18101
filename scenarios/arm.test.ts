import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
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
