import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Frame } from '../../metrics/results/feed.ts';
import { History } from '../live/history.ts';
import type { ServerMessage } from '../live/protocol.ts';
import { frameAt } from '../testing/frames.ts';
import { sampleHeading } from '../testing/heading.ts';
import { bufferedLimit, FeedLine, type Outlet } from './feed-line.ts';
import { RunRecord } from './run-record.ts';

/** A page behind a socket: what it has not read yet waits in the socket. */
class FakePage implements Outlet {
  bufferedAmount = 0;
  mostBuffered = 0;
  readonly heard: ServerMessage[] = [];
  private waiting: string[] = [];

  send(text: string): void {
    this.waiting.push(text);
    this.bufferedAmount += text.length;
    this.mostBuffered = Math.max(this.mostBuffered, this.bufferedAmount);
  }

  read(): void {
    for (const text of this.waiting) this.heard.push(JSON.parse(text) as ServerMessage);
    this.waiting = [];
    this.bufferedAmount = 0;
  }

  /** The run as this page knows it by now. */
  history(): History {
    let history = new History();
    for (const message of this.heard) {
      if (message.t === 'run') history = new History();
      if (message.t === 'frames') for (const frame of message.frames) history.push(frame);
    }
    return history;
  }
}

const busy = (at: number): Frame =>
  frameAt(at, {
    traffic: [0, 0, at + 1, 1, 0, 0, 0],
    log: Array.from({ length: 24 }, (_, entry) => ({
      atSeconds: at,
      what: 'step',
      cause: 1,
      count: 1,
      text: `step ${entry} `.repeat(8),
    })),
  });

const opened = (): { readonly record: RunRecord; readonly page: FakePage; readonly line: FeedLine } => {
  const record = new RunRecord();
  const page = new FakePage();
  const line = new FeedLine(record, page);
  record.listen(line);
  return { record, page, line };
};

test('a page hears of a run from its start: heading, frames in order, and the state after them', () => {
  const { record, page, line } = opened();
  line.pump();
  record.begin(sampleHeading);
  for (let at = 0; at < 5; at++) record.push(frameAt(at));
  record.change({ phase: 'running' });
  line.pump();
  record.push(frameAt(5));
  record.change({ phase: 'done' });
  line.pump();
  line.pump();
  page.read();
  expect(
    page.heard.map((message) => (message.t === 'frames' ? message.frames.map(({ at }) => at) : message.t)),
  ).toEqual(['state', 'run', [0, 1, 2, 3, 4], 'state', [5], 'state']);
});

test('a page that comes late is given the run so far, and then what follows', () => {
  const record = new RunRecord();
  record.begin(sampleHeading);
  for (let at = 0; at < 900; at++) record.push(busy(at));
  const page = new FakePage();
  const line = new FeedLine(record, page);
  record.listen(line);
  for (let at = 900; at < 1000; at++) {
    record.push(busy(at));
    line.pump();
    page.read();
  }
  expect(page.history().frames).toEqual(record.history.frames);
});

test('a page that does not read holds no more than a bounded amount, and nobody waits for it', () => {
  const { record, page, line } = opened();
  record.begin(sampleHeading);
  for (let at = 0; at < 2500; at++) {
    record.push(busy(at));
    if (at % 3 === 0) line.pump();
  }
  expect(page.mostBuffered).toBeLessThan(bufferedLimit + 100_000);
  expect(line.restarts).toBe(1);
  expect(record.history.frames.length).toBeLessThanOrEqual(720);
});

test('once it reads again it has the same run as everybody else, however it read before', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 5, maxLength: 24 }), (reads) => {
      const { record, page, line } = opened();
      record.begin(sampleHeading);
      let at = 0;
      for (const reading of reads) {
        for (let more = 0; more < 40; more++) record.push(busy(at++));
        line.pump();
        if (reading) page.read();
      }
      for (let turn = 0; turn < 40; turn++) {
        page.read();
        line.pump();
      }
      page.read();
      expect(page.history().frames).toEqual(record.history.frames);
      expect(page.heard.at(-1)!.t).not.toBe('run');
    }),
    { numRuns: 6 },
  );
});

test('a new run takes the place of the one before, also for a page that was still behind', () => {
  const { record, page, line } = opened();
  record.begin(sampleHeading);
  for (let at = 0; at < 400; at++) record.push(busy(at));
  line.pump();
  record.begin({ ...sampleHeading, seed: 2 });
  record.push(frameAt(0));
  for (let turn = 0; turn < 9; turn++) {
    page.read();
    line.pump();
  }
  page.read();
  expect(page.history().frames).toHaveLength(1);
  expect(page.heard.filter(({ t }) => t === 'run')).toHaveLength(2);
});

test('what is said to a page alone comes before all else, and a page that does not read cannot pile it up', () => {
  const { record, page, line } = opened();
  record.begin(sampleHeading);
  record.push(frameAt(0));
  for (let order = 0; order < 100; order++) line.say({ t: 'answer', order, fault: null });
  line.pump();
  page.read();
  expect(page.heard.slice(0, 9).map(({ t }) => t)).toEqual([...Array.from({ length: 8 }, () => 'answer'), 'run']);
});
