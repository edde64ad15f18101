import { expect, test } from 'vitest';
import { bulkExfiltration } from '../attacks/bulk-exfiltration.ts';
import type { Attack, Hand, Line } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { planOf, play } from './testing/play.ts';
import type { Played } from './testing/play.ts';

/** A31 as its file tells it, but the operator finds nothing on the medium: what is left is to query. */
const querying = (lines: Line[]): Attack => ({
  ...bulkExfiltration,
  campaign(hand) {
    const own: Pick<Hand, 'readMedium' | 'open'> = {
      readMedium: () => [],
      open: (point, to, as, ring) => {
        const line = hand.open(point, to, as, ring);
        lines.push(line);
        return line;
      },
    };
    return bulkExfiltration.campaign(Object.assign(Object.create(hand) as Hand, own));
  },
});

const queried = (
  name: ProfileName,
  without: readonly ControlId[] = [],
): { readonly observed: Played['observed']; readonly records: number; readonly answers: number } => {
  const lines: Line[] = [];
  const { observed } = play(
    planOf(
      { profile: { name, without }, attacks: [querying(lines)] },
      { rooms: 4, persons: 8, guests: 2, durationSeconds: 240 },
    ),
  );
  expect(lines.length).toBeGreaterThan(5);
  const inboxes = lines.flatMap((line) => line.inbox);
  const found = inboxes.flatMap((message) => (message.kind === 'records' ? message.body.records : []));
  return { observed, records: found.length, answers: inboxes.length };
};

test.each([
  ['none', []],
  ['framework', ['C12', 'C13']],
] as const)('a guest who queries the archive under %s without %j holds its records on the line', (profile, without) => {
  const { observed, records } = queried(profile, without);
  expect(records).toBeGreaterThan(20);
  const { attempts, successes } = observed.attacks[0]!;
  expect(successes).toBe(attempts);
  expect(observed.values['M40.byAttacks']!.value).toBeGreaterThan(20);
});

test('under the full framework, and with either the policy or the token alone, the line holds no record', () => {
  for (const without of [[], ['C12'], ['C13']] as const) {
    const { observed, records, answers } = queried('framework', without);
    // It was let in, and its token came back: the way of answers to the line is open.
    expect(answers).toBeGreaterThan(5);
    expect([records, observed.attacks[0]!.successes, observed.values['M40.byAttacks']!.value]).toEqual([0, 0, 0]);
  }
});
