import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sessions } from './sessions.ts';

const triple = fc.tuple(fc.nat(11), fc.nat(300), fc.nat(300)).filter(([, a, b]) => a !== b);

test('both ends find the same channel, each its own direction of it', () => {
  fc.assert(
    fc.property(fc.array(triple, { maxLength: 200 }), (wanted) => {
      const sessions = new Sessions();
      const channels = new Map<string, number>();
      for (const [point, from, to] of wanted) {
        const name = `${point} ${Math.min(from, to)} ${Math.max(from, to)}`;
        const known = channels.get(name);
        const found = sessions.find(point, from, to);
        if (known === undefined) {
          expect(found).toBe(-1);
          channels.set(name, sessions.add(point, from, to, 3) >> 1);
        } else expect(found >> 1).toBe(known);
        const there = sessions.find(point, from, to);
        const back = sessions.find(point, to, from);
        expect(back).toBe(there ^ 1);
        expect([sessions.sender(there), sessions.receiver(there)]).toEqual([from, to]);
      }
      expect(sessions.count).toBe(channels.size);
    }),
  );
});

test('ten thousand channels are all found again after the tables have grown', () => {
  const sessions = new Sessions();
  const added = Array.from({ length: 10_000 }, (_, node) => sessions.add(node % 3, node, 20_000, node % 7));
  const wrong = added.filter((session, node) => {
    const channel = session >> 1;
    const found = sessions.find(node % 3, node, 20_000) === session && sessions.is(session, node % 3, node, 20_000);
    const fresh =
      sessions.provedNode(session) === -1 && sessions.link(session ^ 1) === -1 && sessions.parkedHead(channel) === -1;
    return !found || !fresh || sessions.chain(channel) !== node % 7;
  });
  expect(wrong).toEqual([]);
  expect(sessions.find(0, 1, 20_000)).toBe(-1);
});

test('what one channel is set to is not seen in another, nor in another column of its own', () => {
  const sessions = new Sessions();
  const session = sessions.add(2, 5, 3, 40);
  const other = sessions.add(2, 5, 4, 41);
  const channel = session >> 1;
  const read = (): unknown => [
    sessions.point(channel),
    sessions.state(channel),
    sessions.secured(channel),
    sessions.provisioned(channel),
    sessions.tapped(session),
    sessions.tapped(session ^ 1),
    sessions.chain(channel),
    sessions.failures(channel),
    sessions.provedNode(session),
    sessions.provedNode(session ^ 1),
    sessions.recordsSent(session),
    sessions.recordsTaken(session),
    sessions.recordsTaken(session ^ 1),
  ];
  sessions.setState(channel, 2);
  sessions.setSecured(channel, true);
  sessions.setTapped(session ^ 1, true);
  sessions.setFailures(channel, 4);
  sessions.setProvedNode(session, 5);
  sessions.countRecord(session);
  sessions.countRecord(session);
  sessions.setRecordsTaken(session ^ 1, 9);
  expect(read()).toEqual([2, 2, true, false, false, true, 40, 4, 5, -1, 2, 0, 9]);
  expect([
    sessions.state(other >> 1),
    sessions.secured(other >> 1),
    sessions.tapped(other),
    sessions.chain(other >> 1),
  ]).toEqual([0, false, false, 41]);
});

test('a channel that closes keeps its name and its tap, and forgets what its ends knew of each other', () => {
  const sessions = new Sessions();
  const session = sessions.add(1, 7, 8, 3);
  const channel = session >> 1;
  sessions.setSecured(channel, true);
  sessions.setTapped(session, true);
  sessions.setProvedNode(session, 7);
  sessions.countRecord(session);
  sessions.setRecordsTaken(session, 1);
  sessions.keys.set(channel, {} as never);
  sessions.credentials.set(session, {} as never);
  sessions.void(channel);
  expect([
    sessions.secured(channel),
    sessions.provedNode(session),
    sessions.recordsSent(session),
    sessions.recordsTaken(session),
  ]).toEqual([false, -1, 0, 0]);
  expect([sessions.keys.size, sessions.credentials.size]).toEqual([0, 0]);
  expect([sessions.epoch(channel), sessions.tapped(session), sessions.chain(channel)]).toEqual([1, true, 3]);
  expect(sessions.find(1, 8, 7)).toBe(session ^ 1);
});
