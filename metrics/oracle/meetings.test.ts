import { expect, test } from 'vitest';
import { purposes } from '../../sim/framework/datum.ts';
import type { Met, MeetingFault } from '../../sim/framework/meeting.ts';
import type { FoundViolation } from '../../sim/framework/metric.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { BlockIndex } from '../folding/block-index.ts';
import { meetingsAgainstTheRules } from '../measures/meetings-against-the-rules.ts';
import { fold, folded, frame, labelsOf, tell } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { Oracle } from './oracle.ts';

const hearing = purposes.indexOf('hearing');
const contact = purposes.indexOf('contact');
const twin = purposes.indexOf('twin');
const met = (node: number, detail: number, value: number, at = 1): ToldFact => ({
  kind: 'used',
  at,
  node,
  detail,
  value,
  subject: 4,
});
const facts = [
  met(8, hearing, 20),
  met(9, contact, -1, 2),
  met(3, twin, 20),
  { ...met(8, hearing, 20), kind: 'acted' },
] as const;

const judged = (meetingFault?: Entitlements['meetingFault']): FoundViolation[] => {
  const found: FoundViolation[] = [];
  const entitlements = { mayKnow: () => true, mayCommand: () => true, ...(meetingFault && { meetingFault }) };
  const oracle = new Oracle({ attacks: [], labels: labelsOf([]), entitlements, nodes: 70 }, (one) => {
    found.push({ ...one });
  });
  const index = new BlockIndex();
  tell(facts, { block: (block) => oracle.block(block, index.read(block)) });
  return found;
};

test('what people met is held against what truth says of the meeting, and nothing else is', () => {
  const asked: [Met, number][] = [];
  const found = judged((one, nowNs) => {
    asked.push([one, nowNs]);
    return one.contact ? 'withdrawn' : undefined;
  });
  expect(asked).toEqual([
    [{ person: 8, speaker: 4, content: 20, contact: false }, 1e9],
    [{ person: 9, speaker: 4, content: -1, contact: true }, 2e9],
  ]);
  expect(found).toMatchObject([{ property: 'protection', node: 9, subject: 4, why: 'withdrawn', attack: null }]);
});

test('somebody who is not heard although too few truly want it is a violation of integrity', () => {
  const found: FoundViolation[] = [];
  const entitlements: Entitlements = {
    mayKnow: () => true,
    mayCommand: () => true,
    maySilence: (person, nowNs) => person === 4 && nowNs >= 2e9,
  };
  const oracle = new Oracle({ attacks: [], labels: labelsOf([]), entitlements, nodes: 70 }, (one) => {
    found.push({ ...one });
  });
  const index = new BlockIndex();
  const silence = purposes.indexOf('silence');
  const silenced = [met(3, silence, 0), met(3, silence, 0, 2), { ...met(3, silence, 0, 2), subject: 5 }];
  tell(silenced, { block: (block) => oracle.block(block, index.read(block)) });
  expect(found).toMatchObject([
    { property: 'integrity', subject: 4, atNs: 1e9 },
    { property: 'integrity', subject: 5, atNs: 2e9 },
  ]);
});

test('in a cast in which nobody meets, no meeting is judged', () => {
  expect(judged()).toEqual([]);
});

test('meetings against the rules count by what was wrong with them, of all that persons met', () => {
  const run = frame(9, { roleOf: (node) => (node > 5 ? 'person' : 'entity-agent') });
  const work = folded(meetingsAgainstTheRules, run, facts);
  const wrong: readonly MeetingFault[] = ['content', 'stranger', 'withdrawn', 'withdrawn', 'barred'];
  for (const why of wrong) work.violation!({ property: 'protection', why } as FoundViolation);
  work.violation!({ property: 'privacy' } as FoundViolation);
  expect(work.value()).toEqual({
    exposed: { value: 1, n: 2 },
    contacted: { value: 3, n: 2 },
    afterWithdrawal: { value: 2, n: 2 },
    afterBar: { value: 1, n: 2 },
  });
  expect(fold(meetingsAgainstTheRules, run, [met(3, hearing, 1)])['exposed']).toEqual({ value: null, n: 0 });
});
