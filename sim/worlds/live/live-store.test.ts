import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordKey } from '../../components/rooms.ts';
import { secureStorage } from '../../components/secure-storage.ts';
import type { Io } from '../../framework/component.ts';
import { acting, at } from '../virtual/testing/small-house.ts';
import type { SmallHouse } from '../virtual/testing/small-house.ts';
import { MediumFault } from './stores/medium.ts';
import type { Medium } from './stores/medium.ts';
import { openMedium } from './stores/open-medium.ts';
import { liveHouse } from './testing/live-rig.ts';
import { MemoryMedium } from './testing/memory-medium.ts';

/** An agent that asks a storage to keep windows, some at once, and what it was answered by window. */
function archive(first: number): {
  readonly house: SmallHouse;
  readonly answers: Map<number, number>;
  ask: () => void;
} {
  const answers = new Map<number, number>();
  const asked = new Map<number, number>();
  let next = 0;
  let wanted = first;
  const goOn = (io: Io<'storage-agent'>): void => {
    for (; next < wanted; next++) {
      const record = { room: 0, window: next, temperature: 20, humidity: 40, light: 1, co2: 400, motion: null };
      const body = { key: recordKey(0, next), record };
      asked.set(
        io.send('RP-S', at<'secure-storage'>(1), { kind: 'keep', subject: 1, dataClass: 'operational', body }),
        next,
      );
    }
    io.wake(1, 5_000_000);
  };
  const agent = acting('storage-agent', {
    start: (_state, _index, io) => goOn(io),
    wake: (_state, _index, _timer, _argument, io) => goOn(io),
    receive: (_state, _index, message) => {
      if (message.kind === 'answer') answers.set(asked.get(message.re)!, message.body.done);
    },
  });
  const storage = secureStorage({ rooms: 1, retainWindows: 10_000, recordsAnAnswer: 8, pendingTickets: 1024 });
  const house: SmallHouse = {
    nodes: [
      { name: 'agent', component: agent },
      { name: 'storage', component: storage },
    ],
    wires: [{ point: 'RP-S', from: 'agent', to: 'storage', channel: 'handshake' }],
    standing: ['C01', 'C32', 'C30'],
  };
  return { house, answers, ask: () => void wanted++ };
}

test('a full store refuses what it cannot keep, tells of nothing as stored that is not, and takes records again later', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'metarange-full-'));
  const medium = await openMedium({ kind: 'embedded', path: join(folder, 'storage.db') });
  await medium.limit(32 * 1024);
  const asked = 300;
  const { house, answers, ask } = archive(asked);
  let refused = 0;
  let isRoom = false;
  const log = await liveHouse(house, {
    medium: () => medium,
    facts: 0,
    holds: () => {
      if (answers.size === asked && !isRoom) {
        isRoom = true;
        refused = [...answers.values()].filter((done) => done === 0).length;
        void medium.limit(Infinity).then(ask);
      }
      return answers.size > asked;
    },
  });
  expect(refused).toBeGreaterThan(50);
  expect(asked - refused).toBeGreaterThan(20);
  expect(answers.get(asked), 'there is room again').toBe(1);
  const kept = new Set((await medium.scan('', Infinity)).map(([key]) => key));
  const acknowledged = [...answers].filter(([, done]) => done === 1).map(([window]) => recordKey(0, window));
  expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
  expect(log.of('stored')).toHaveLength(acknowledged.length);
  await medium.close();
  rmSync(folder, { recursive: true });
});

test('nothing is said to be stored before the medium has it, and a medium that fails has stored nothing', async () => {
  const { house, answers } = archive(2);
  const slow = new MemoryMedium();
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let puts = 0;
  const medium: Medium = Object.assign(slow, {
    put: async () => {
      puts++;
      if (puts === 2) throw new MediumFault('full', 'store of the test: full');
      await held;
    },
  });
  let seen = '';
  const log = await liveHouse(house, {
    medium: () => medium,
    facts: 0,
    holds: () => {
      // The refusal has come back all the way, the other still hangs in the medium.
      if (answers.size === 1 && seen === '') {
        seen = JSON.stringify([...answers]);
        letGo();
      }
      return answers.size === 2;
    },
  });
  expect(seen).toBe('[[1,0]]');
  expect([...answers]).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(log.of('stored')).toHaveLength(1);
});
