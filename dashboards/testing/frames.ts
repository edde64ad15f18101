import type { Frame } from '../../metrics/results/feed.ts';

/** A frame in which nothing happened but what a test says. */
export const frameAt = (at: number, more: Partial<Frame> = {}): Frame => ({
  at,
  span: 1,
  traffic: [],
  nodes: [],
  refusals: [],
  breaches: [],
  attempts: [],
  latency: [],
  failed: 0,
  falseAlarms: 0,
  log: [],
  unlisted: 0,
  ...more,
});
