import {
  attemptWidth,
  cellNs,
  countWidth,
  latencyWidth,
  nodeWidth,
  trafficWidth,
  type FeedEntry,
  type FeedHeading,
  type Frame,
} from '../../metrics/results/feed.ts';
import type { Picture } from '../../metrics/results/summary.ts';

/** What is looked at: some neighbouring frames, and whose doings in them. */
export interface Glance {
  readonly frames: readonly Frame[];
  /** First and one after the last. */
  readonly from: number;
  readonly to: number;
  /** Position in `heading.causes`; null for all. */
  readonly cause: number | null;
}

/** Counts of one row of the table of nodes. */
export interface NodeCounts {
  readonly sent: number;
  readonly received: number;
  readonly refused: number;
  readonly lost: number;
  readonly alarms: number;
  readonly breaches: number;
}

/** Counts of one attack. */
export interface AttemptCounts {
  readonly begun: number;
  readonly reached: number;
  readonly detected: number;
  readonly running: number;
}

const eachRow = (rows: readonly number[], width: number, take: (at: number) => void): void => {
  for (let at = 0; at < rows.length; at += width) take(at);
};

const eachFrame = ({ frames, from, to }: Glance, take: (frame: Frame) => void): void => {
  for (let index = from; index < to; index++) take(frames[index]!);
};

/** Traffic on each line of the figure. */
export function flowsOf(heading: FeedHeading, glance: Glance): Picture['flows'] {
  const counts = heading.lines.map(() => [0, 0, 0, 0, 0]);
  eachFrame(glance, ({ traffic }) =>
    eachRow(traffic, trafficWidth, (at) => {
      if (glance.cause !== null && traffic[at + 1] !== glance.cause) return;
      const line = counts[traffic[at]!]!;
      for (let column = 0; column < 5; column++) line[column]! += traffic[at + 2 + column]!;
    }),
  );
  return heading.lines.map((line, index) => {
    const [sent, delivered, refused, dropped, breaches] = counts[index]!;
    return { ...line, sent: sent!, delivered: delivered!, refused: refused!, dropped: dropped!, breaches: breaches! };
  });
}

/** Counts of each row of the table of nodes, of all causes. */
export function nodesOf(heading: FeedHeading, glance: Glance): readonly NodeCounts[] {
  const counts = heading.nodes.map(() => [0, 0, 0, 0, 0, 0]);
  eachFrame(glance, ({ nodes }) =>
    eachRow(nodes, nodeWidth, (at) => {
      const row = counts[nodes[at]!]!;
      for (let column = 0; column < 6; column++) row[column]! += nodes[at + 1 + column]!;
    }),
  );
  return counts.map(([sent, received, refused, lost, alarms, breaches]) => ({
    sent: sent!,
    received: received!,
    refused: refused!,
    lost: lost!,
    alarms: alarms!,
    breaches: breaches!,
  }));
}

/** Attempts of each cause. */
export function attemptsOf(heading: FeedHeading, glance: Glance): readonly AttemptCounts[] {
  const counts = heading.causes.map(() => [0, 0, 0, 0]);
  eachFrame(glance, ({ attempts }) =>
    eachRow(attempts, attemptWidth, (at) => {
      const row = counts[attempts[at]!]!;
      for (let column = 0; column < 4; column++) row[column]! += attempts[at + 1 + column]!;
    }),
  );
  return counts.map(([begun, reached, detected, ended]) => ({
    begun: begun!,
    reached: reached!,
    detected: detected!,
    running: begun! - ended!,
  }));
}

/** Counts by control or by property, the largest first; those that are not 0. */
export function countsOf(glance: Glance, of: 'refusals' | 'breaches'): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  eachFrame(glance, (frame) =>
    eachRow(frame[of], countWidth, (at) => {
      if (glance.cause !== null && frame[of][at + 1] !== glance.cause) return;
      counts.set(frame[of][at]!, (counts.get(frame[of][at]!) ?? 0) + frame[of][at + 2]!);
    }),
  );
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** Sum of a frame's counts by control or by property. */
export function counted(frame: Frame, of: 'refusals' | 'breaches', cause: number | null): number {
  let sum = 0;
  eachRow(frame[of], countWidth, (at) => {
    if (cause === null || frame[of][at + 1] === cause) sum += frame[of][at + 2]!;
  });
  return sum;
}

/** Useful operations of a frame. */
export function workOf({ latency }: Frame): number {
  let sum = 0;
  for (let at = 1; at < latency.length; at += latencyWidth) sum += latency[at]!;
  return sum;
}

/** The latency, ms, that a share p of useful operations did not exceed, to 2 %; null without any. */
export function latencyMs({ latency }: Pick<Frame, 'latency'>, p: number): number | null {
  let all = 0;
  for (let at = 1; at < latency.length; at += latencyWidth) all += latency[at]!;
  if (all === 0) return null;
  const rank = Math.max(1, Math.ceil(p * all - 1e-9 * all));
  let seen = 0;
  for (let at = 0; at < latency.length; at += latencyWidth) {
    seen += latency[at + 1]!;
    if (seen >= rank) return cellNs(latency[at]!) / 1e6;
  }
  return null;
}

/** Alarms of a frame, of one cause or all. */
export const alarmsOf = ({ log }: Frame, cause: number | null): number =>
  log.reduce(
    (sum, entry) => sum + (entry.what === 'alarm' && (cause === null || entry.cause === cause) ? entry.count : 0),
    0,
  );

/** Entries of the log, the newest first, as many as asked for. */
export function entriesOf(glance: Glance, keep: (entry: FeedEntry) => boolean, most: number): readonly FeedEntry[] {
  const found: FeedEntry[] = [];
  for (let index = glance.to - 1; index >= glance.from && found.length < most; index--) {
    const { log } = glance.frames[index]!;
    for (let at = log.length - 1; at >= 0 && found.length < most; at--) {
      const entry = log[at]!;
      if ((glance.cause === null || entry.cause === glance.cause) && keep(entry)) found.push(entry);
    }
  }
  return found;
}

/** End of a frame in simulated seconds, never after the run's own. */
export const endOf = ({ at, span }: Frame, { intervalSeconds, untilSeconds }: FeedHeading): number =>
  Math.min((at + span) * intervalSeconds, untilSeconds ?? Infinity);

/** Number of frames that are over at a moment of the run. */
export function framesUntil(frames: readonly Frame[], heading: FeedHeading, seconds: number): number {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endOf(frames[middle]!, heading) <= seconds + 1e-9) low = middle + 1;
    else high = middle;
  }
  return low;
}
