import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { protocolName, type RunOrder, type RunState, type ServerMessage } from '../../dashboards/live/protocol.ts';
import { printed, startDashboard, type DashboardProcess } from '../../dashboards/testing/dashboard-process.ts';
import { sampleOrder } from '../../dashboards/testing/orders.ts';
import { trafficWidth } from '../../metrics/results/feed.ts';

/** Runs need a thread of built code, so the built command is what is tested here. */
const servers: DashboardProcess[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.end();
});

interface Conversation {
  readonly server: DashboardProcess;
  readonly heard: ServerMessage[];
  readonly start: (order: Partial<RunOrder>) => void;
  readonly stop: () => void;
  readonly phase: (wanted: RunState['phase']) => Promise<RunState>;
}

const talk = async (): Promise<Conversation> => {
  const server = await startDashboard();
  servers.push(server);
  const origin = `http://127.0.0.1:${server.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/feed`, [protocolName, `token.${server.token}`], {
    origin,
  });
  const heard: ServerMessage[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data as Buffer)) as ServerMessage));
  await once(socket, 'open');
  let orders = 0;
  return {
    server,
    heard,
    start: (order) =>
      socket.send(
        JSON.stringify({ t: 'start', order: ++orders, run: { ...sampleOrder, set: {}, until: '', pace: 0, ...order } }),
      ),
    stop: () => socket.send('{"t":"stop"}'),
    phase: async (wanted) => {
      for (;;) {
        const last = heard.findLast((message) => message.t === 'state');
        if (last?.state.phase === wanted) return last.state;
        if (last?.state.phase === 'void') throw new Error(`void: ${last.state.trouble}`);
        await once(socket, 'message');
      }
    },
  };
};

const sentIn = (heard: readonly ServerMessage[]): number =>
  heard
    .flatMap((message) => (message.t === 'frames' ? message.frames : []))
    .reduce((sum, { traffic }) => sum + traffic.reduce((of, n, at) => of + (at % trafficWidth === 2 ? n : 0), 0), 0);

/** All processes of the machine by number, with those that started them. */
const processes = (): readonly (readonly [number, number])[] =>
  execFileSync('ps', ['-o', 'pid=,ppid=', '-A'])
    .toString()
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return [pid!, parent!];
    });

/** Processes that a server has started. */
const partsOf = ({ child }: DashboardProcess): readonly number[] =>
  processes().flatMap(([pid, parent]) => (parent === child.pid ? [pid] : []));

/** Waits until something holds; the test's own time limit ends what never does. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('a run has one digest, whether it is followed at some pace, as fast as possible, or not at all', async () => {
  const page = await talk();
  const order = {
    profile: 'framework',
    without: ['C16'],
    attacks: ['A07', 'A18', 'A24'],
    seed: '9',
    set: { durationSeconds: '40' },
  };
  page.start(order);
  const fast = await page.phase('done');
  page.start({ ...order, pace: 20, suite: 'openssl' });
  await page.phase('running');
  const paced = await page.phase('done');
  const { heading } = page.heard.find((message) => message.t === 'run')!;
  const alone = JSON.parse(await printed([...heading.command.split(' ').slice(1), '--json'])) as {
    readonly digest: string;
  };
  expect(fast.outcome!.digest).toBe(alone.digest);
  expect(paced.outcome!.digest).toBe(alone.digest);
});

test('a live run is followed on real sockets, and its processes end with it', async () => {
  const page = await talk();
  page.start({
    world: 'live',
    profile: 'none',
    attacks: [],
    set: { warmUpSeconds: '1', durationSeconds: '4', windowSeconds: '2' },
  });
  await page.phase('running');
  const { outcome } = await page.phase('done');
  const run = page.heard.find((message) => message.t === 'run')!;
  expect([run.heading.world, run.heading.untilSeconds, outcome!.digest]).toEqual(['live', 5, null]);
  expect(sentIn(page.heard)).toBeGreaterThan(50);
  await until(() => partsOf(page.server).length === 0);
});

test('a live run that is stopped, and one whose server ends, leave no process behind', async () => {
  const page = await talk();
  const order = { world: 'live', profile: 'none', attacks: [] } as const;
  page.start(order);
  await page.phase('running');
  await until(() => partsOf(page.server).length === 10);
  page.stop();
  await page.phase('stopped');
  await until(() => partsOf(page.server).length === 0);
  page.start(order);
  await page.phase('running');
  await until(() => partsOf(page.server).length === 10);
  const parts = partsOf(page.server);
  expect(await page.server.end()).toBe(0);
  await until(() => !processes().some(([pid]) => parts.includes(pid)));
  servers.length = 0;
});

test('a run that the range itself finds impossible says why, and the next one begins', async () => {
  const page = await talk();
  page.start({ set: { rooms: '4', persons: '1', bookedSeconds: '604800', bookingEverySeconds: '10' } });
  await expect(page.phase('done')).rejects.toThrow(/void: .+nearest valid: the defaults/);
  page.heard.length = 0;
  page.start({ set: { durationSeconds: '5' } });
  await page.phase('running').catch(() => undefined);
  expect((await page.phase('done')).outcome!.digest).toMatch(/^[0-9a-f]{64}$/);
});
