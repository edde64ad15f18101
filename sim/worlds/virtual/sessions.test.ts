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
  added.forEach((session, node) => {
    expect(sessions.find(node % 3, node, 20_000)).toBe(session);
    expect(sessions.chain[session >> 1]).toBe(node % 7);
    expect(sessions.provedNode[session]).toBe(-1);
    expect(sessions.link[session ^ 1]).toBe(-1);
    expect(sessions.parkedHead[session >> 1]).toBe(-1);
  });
  expect(sessions.find(0, 1, 20_000)).toBe(-1);
});
