import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { PlannedFault } from '../sim/worlds/live/faults/fault-plan.ts';
import { faultInWords, overNs } from '../sim/worlds/live/faults/fault-plan.ts';
import { FactLog } from '../sim/worlds/virtual/testing/fact-log.ts';
import type { Scenario } from '../sim/framework/scenario.ts';
import { prepareLive } from './live.ts';
import type { LivePlan } from './live.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { valuesAt } from './values.ts';

const entry = fileURLToPath(new URL('../dist/cli/live-part.js', import.meta.url));
const readme = readFileSync(new URL('../sim/worlds/live/README.md', import.meta.url), 'utf8');
const planned = JSON.parse(/```json\n(.*?)```/s.exec(readme)![1]!) as readonly PlannedFault[];

const scenario = meetingRoomMapping as unknown as Scenario;
const plan = (changed: Partial<LivePlan>): LivePlan => ({
  scenario,
  parameters: { ...valuesAt(meetingRoomMapping, 'smoke'), ...meetingRoomMapping.live!.parameters, durationSeconds: 18 },
  profile: { name: 'framework', without: [] },
  attacks: [],
  seed: 1,
  again: 'a test',
  ...changed,
});

test('a run under the faults of the README keeps what it promises, and its result says what it suffered', async () => {
  const log = new FactLog();
  expect(new Set(planned.map(({ fault }) => fault)).size, 'one of each kind').toBe(6);
  const run = prepareLive(plan({ faults: planned, observers: [log] }), entry);
  // A run whose messages do not add up, or whose parts tell what does not fit together, would not come to its end.
  const { replication } = await run.play({ seconds: () => performance.now() / 1e3 });
  for (const one of planned) expect(replication.warnings).toContain(`the run was made to suffer: ${faultInWords(one)}`);
  expect(replication.violations, 'no property is broken').toEqual([]);
  expect(replication.warnings.at(-1)).toBe('under these faults every property was kept');

  const facts = log.all();
  const delivered = facts.filter(({ kind }) => kind === 'delivered');
  expect(log.refusals(), 'a clock that is off is noticed').toContain('C09 stale');
  for (const one of planned) {
    const concerns =
      'node' in one
        ? (fact: (typeof facts)[number]): boolean => fact.peer === one.node
        : 'wire' in one
          ? (fact: (typeof facts)[number]): boolean =>
              fact.place === one.wire.point &&
              [fact.node, fact.peer].every((node) => [one.wire.from, one.wire.to].includes(node))
          : () => true;
    const afterwards = delivered.filter((fact) => concerns(fact) && fact.bornNs > overNs(one));
    expect(afterwards.length, `life goes on after ${faultInWords(one)}`).toBeGreaterThan(0);
  }
});

test('what no run can suffer is refused before anything is started', () => {
  const faults: readonly PlannedFault[] = [{ fault: 'freeze', process: 'cellar', atNs: 0, thawAfterNs: 1 }];
  expect(() => prepareLive(plan({ faults }), entry)).toThrow(
    'fault freeze of cellar, from 0 s to 1e-9 s: there are the processes things,',
  );
});
