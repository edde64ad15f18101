import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flagForged } from '../../sim/framework/fact.ts';
import { purposes } from '../../sim/framework/datum.ts';
import type { FactObserver } from '../../sim/framework/fact.ts';
import { blockOf, frame, judgingAttack, labelsOf, tell } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import {
  attemptWidth,
  cellNs,
  countWidth,
  latencyCell,
  latencyWidth,
  mostEntries,
  nodeWidth,
  trafficWidth,
} from '../results/feed.ts';
import type { Frame } from '../results/feed.ts';
import { Feed } from './feed.ts';
import type { FeedGround } from './feed.ts';
import { intervalFor, mostFrames } from './intervals.ts';

const roles = ['device', 'gateway', 'iot-platform', 'things-agent', 'entity-agent'];
const used = judgingAttack('A18', {
  over: 'facts',
  needed: 1,
  reached: ({ kind, forged }) => kind === 'used' && forged,
});
const attempts = labelsOf([
  { attack: 'A18', start: 2, end: 9, steps: ['listen'] },
  { attack: 'A18', start: 30, end: null, steps: ['listen'] },
]);

const ground = (seconds = 60): FeedGround => ({
  frame: frame(seconds, { nodes: 5, roleOf: (node) => roles[node] ?? 'attacker' }),
  truth: {
    attacks: [used],
    labels: attempts,
    entitlements: { mayKnow: () => true, mayCommand: () => true },
    nodes: 5,
  },
  populations: roles.map((role, first) => ({ name: role, role, party: 'building', first, count: 1 })),
  nameOf: (node) => (node < 5 ? `${roles[node]}-1` : `attacker ${node - 5}`),
});

interface Followed {
  readonly frames: readonly Frame[];
  readonly feed: Feed;
}

const followed = (
  facts: readonly ToldFact[],
  seconds = 60,
  show = (feed: FactObserver) => tell(facts, feed),
): Followed => {
  const frames: Frame[] = [];
  const feed = new Feed(ground(seconds), (one) => frames.push(one));
  show(feed);
  feed.end(seconds * 1e9);
  return { frames, feed };
};

const rowsOf = (flat: readonly number[], width: number): readonly (readonly number[])[] =>
  Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width));

const report = { message: 'report', origin: 0, subject: 0, place: 'RP-T' } as const;
/** A report that goes through, one that an attacker made up and got used, and one of its that a control turned away. */
const story: readonly ToldFact[] = [
  { kind: 'sent', at: 1, node: 0, peer: 1, counter: 1, ...report },
  { kind: 'delivered', at: 1.01, node: 1, peer: 0, counter: 1, ...report },
  { kind: 'used', at: 1.2, node: 4, place: 'use', origin: 0, counter: 1, born: 1, detail: purposes.indexOf('twin') },
  { kind: 'finished', at: 1.3, node: 0, outcome: 0, born: 1 },
  { kind: 'sent', at: 4, node: 5, peer: 1, counter: 1, ...report, origin: 5, label: 1, flags: flagForged },
  { kind: 'delivered', at: 4.01, node: 2, peer: 1, counter: 1, ...report, origin: 5, label: 1, flags: flagForged },
  { kind: 'used', at: 4.2, node: 4, place: 'use', origin: 5, counter: 1, label: 1, flags: flagForged, born: 4 },
  { kind: 'refused', at: 31, node: 2, peer: 1, counter: 2, ...report, origin: 5, label: 2, detail: 11, outcome: 3 },
  { kind: 'alarmed', at: 31.5, node: 2, label: 2, detail: 44 },
  { kind: 'alarmed', at: 31.6, node: 2, label: 2, detail: 44 },
  { kind: 'alarmed', at: 40, node: 1, detail: 44 },
  { kind: 'not-opened', at: 41, node: 5, peer: 1, label: 2, detail: 1, outcome: 2 },
  { kind: 'restarted', at: 50, node: 1, place: 'use' },
];

test('each fact is counted in the interval in which it happened, on its line, at its node, by its cause', () => {
  const { frames, feed } = followed(story);
  const { intervalSeconds, lines, nodes, causes, controls, properties } = feed.heading();
  expect(intervalSeconds).toBe(0.1);
  expect(frames.map(({ at }) => at)).toEqual(frames.map((_, index) => index));
  expect(frames).toHaveLength(600);
  const told = frames.flatMap(({ at, traffic }) =>
    rowsOf(traffic, trafficWidth).map(([line, cause, ...counts]) => {
      const { point, fromRole, toRole } = lines[line!]!;
      return [at, `${point} ${fromRole} ${toRole}`, causes[cause!]!.id, ...counts];
    }),
  );
  expect(told).toEqual([
    [10, 'RP-T device gateway', 'honest', 1, 1, 0, 0, 0],
    // An attacker's own address stands at no line; its report shows where an honest node passed it on, and broke there.
    [40, 'RP-T gateway iot-platform', 'A18', 0, 1, 0, 0, 0],
    [42, 'RP-T gateway iot-platform', 'A18', 0, 0, 0, 0, 1],
    [310, 'RP-T gateway iot-platform', 'A18', 0, 0, 1, 0, 0],
  ]);
  expect(
    rowsOf(frames[310]!.refusals, countWidth).map(([control, cause, n]) => [controls[control!], cause, n]),
  ).toEqual([['C11', 1, 1]]);
  expect(
    rowsOf(frames[42]!.breaches, countWidth).map(([property, ...rest]) => [properties[property!], ...rest]),
  ).toEqual([['authenticity', 1, 1]]);
  expect(rowsOf(frames[40]!.nodes, nodeWidth).map(([row, ...counts]) => [nodes[row!]!.name, ...counts])).toEqual([
    ['iot-platform-1', 0, 1, 0, 0, 0, 0],
    ['attackers', 1, 0, 0, 0, 0, 0],
  ]);
  expect(rowsOf(frames[12]!.latency, latencyWidth)).toEqual([[latencyCell(0.2e9), 1]]);
  expect([frames[13]!.failed, frames[400]!.falseAlarms]).toEqual([1, 1]);
});

test('attempts are begun, reach their goal, are detected once and end, each in its interval', () => {
  const { frames } = followed(story);
  const told = frames.flatMap(({ at, attempts: flat }) => rowsOf(flat, attemptWidth).map((row) => [at, ...row]));
  expect(told).toEqual([
    [20, 1, 1, 0, 0, 0],
    [42, 1, 0, 1, 0, 0],
    [90, 1, 0, 0, 0, 1],
    [300, 1, 1, 0, 0, 0],
    [315, 1, 0, 0, 1, 0],
  ]);
});

test('the log tells what attackers did and what became of it, in words', () => {
  const log = followed(story).frames.flatMap((one) => one.log);
  expect(log.map(({ atSeconds, what, cause, text }) => `${atSeconds} ${what} ${cause} ${text}`)).toEqual([
    '2 step 1 attempt 1: listen',
    '4.2 success 1 attempt 1 reaches its goal',
    '4.2 violation 1 authenticity broken at entity-agent-1',
    '30 step 1 attempt 2: listen',
    '31 refusal 1 C11 refuses at iot-platform-1: expired-credential',
    '31.5 alarm 1 alarm at iot-platform-1 by C44',
    '31.6 alarm 1 alarm at iot-platform-1 by C44',
    '40 alarm 0 alarm at gateway-1 by C44',
    '41 refusal 1 C01 refuses a channel at gateway-1: untrusted-chain',
    '50 restart 0 gateway-1 restarts',
  ]);
});

test('whether facts come one by one or in full blocks, the frames are the same', () => {
  const whole = followed(story).frames;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 13, maxLength: 13 }), (sizes) => {
      const parts = followed(story, 60, (feed) => {
        let from = 0;
        for (const size of sizes) {
          const part = story.slice(from, from + size);
          if (part.length > 0) feed.block(blockOf(part));
          from += size;
        }
      });
      expect(parts.frames).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

test('time that passes without facts gives frames too, and none comes twice', () => {
  const frames: Frame[] = [];
  const feed = new Feed(ground(), (one) => frames.push(one));
  feed.until(1.05e9);
  expect(frames.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  feed.until(1.09e9);
  feed.until(1.1e9);
  expect(frames).toHaveLength(11);
  // A fact that is told late falls into the first interval that is still open, and is not lost.
  feed.block(blockOf([{ kind: 'sent', at: 0.2, node: 0, peer: 1, counter: 1, ...report }]));
  feed.end(1.2e9);
  expect(rowsOf(frames[11]!.traffic, trafficWidth)).toHaveLength(1);
});

test('however much happens in an interval, a frame lists so many entries only, those that matter most, and says how many it does not', () => {
  const noise = Array.from({ length: 900 }, (_, index): ToldFact => ({
    kind: 'refused',
    at: 31 + index * 1e-5,
    node: index % 5,
    peer: 1,
    counter: index,
    ...report,
    label: 2,
    detail: 1 + (index % 40),
    outcome: 1,
  }));
  const forged: ToldFact = { kind: 'used', at: 31.05, node: 4, place: 'use', origin: 5, label: 2, flags: flagForged };
  const [one] = followed([...noise, forged]).frames.slice(310, 311);
  expect(one!.log).toHaveLength(mostEntries);
  expect(one!.log.map(({ what }) => what)).toContain('success');
  expect(one!.log.map(({ what }) => what)).toContain('violation');
  const counted = one!.log.reduce((sum, { count }) => sum + count, 0);
  expect(counted + one!.unlisted).toBe(noise.length + 2);
  expect(JSON.stringify(one).length).toBeLessThan(16_000);
});

test('a run of any length has at most 600 intervals of a round length', () => {
  expect([300, 301, 60, 1.2e6].map((seconds) => intervalFor(seconds * 1e9) / 1e9)).toEqual([0.5, 1, 0.1, 2000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9e15 }), (untilNs) => {
      const interval = intervalFor(untilNs);
      expect(untilNs / interval).toBeLessThanOrEqual(mostFrames);
      expect(String(interval)).toMatch(/^[125]0*$/);
    }),
  );
  expect(intervalFor(Infinity)).toBe(5e8);
});

test('a latency is known from its cell to 2.2 %', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e15, noNaN: true }), (ns) => {
      expect(Math.abs(cellNs(latencyCell(ns)) / ns - 1)).toBeLessThan(0.0221);
    }),
  );
});
