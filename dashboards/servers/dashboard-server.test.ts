import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { protocolName, type PageMessage, type ServerMessage } from '../live/protocol.ts';
import { frameAt } from '../testing/frames.ts';
import { sampleHeading } from '../testing/heading.ts';
import { sampleChoices, sampleOrder } from '../testing/orders.ts';
import { openServer, type DashboardServer } from './dashboard-server.ts';
import { messageBytes } from './page-message.ts';
import type { Runs } from './runs.ts';

const token = 'a-token-that-nobody-would-guess-0123456789';

interface Opened extends DashboardServer {
  readonly asked: string[];
  readonly logged: string[];
  readonly port: number;
}

const servers: DashboardServer[] = [];
const sockets: (WebSocket | Socket)[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) {
    if (socket instanceof WebSocket) socket.terminate();
    else socket.destroy();
  }
  for (const server of servers.splice(0)) await server.close();
});

const opened = async (host = '127.0.0.1'): Promise<Opened> => {
  const asked: string[] = [];
  const logged: string[] = [];
  const runs: Runs = {
    start: (order) => {
      asked.push(`start ${order.profile}`);
      return order.profile === 'none' ? null : { what: 'unknown profile', where: '--profile', nearest: 'none' };
    },
    stop: () => void asked.push('stop'),
    pace: (pace) => void asked.push(`pace ${pace}`),
    report: () => (asked.includes('stop') ? '<!doctype html><title>report</title>' : null),
    close: async () => void asked.push('close'),
  };
  const log = (fields: object, text: string): void => void logged.push(`${text} ${JSON.stringify(fields)}`);
  const page = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html><title>page</title>') }],
  ]);
  const server = await openServer({
    host,
    port: 0,
    token,
    version: '9.9.9',
    choices: sampleChoices,
    page,
    log: { info: log, warn: log },
    runs: () => runs,
  });
  servers.push(server);
  return { ...server, asked, logged, port: Number(new URL(server.url).port) };
};

interface Conversation {
  readonly socket: WebSocket;
  readonly heard: ServerMessage[];
  say(message: PageMessage | string): void;
  until(found: (heard: readonly ServerMessage[]) => boolean): Promise<void>;
}

const talk = async ({ url }: DashboardServer, guess = token): Promise<Conversation> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}feed`, [protocolName, `token.${guess}`], {
    origin: url.slice(0, -1),
  });
  sockets.push(socket);
  const heard: ServerMessage[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data as Buffer)) as ServerMessage);
    wake();
  });
  await once(socket, 'open');
  return {
    socket,
    heard,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    until: async (found) => {
      while (!found(heard)) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
};

/** Status line that a request for a socket gets with these headers in place of the right ones. */
const upgraded = async (
  { port }: Opened,
  headers: Readonly<Record<string, string | null>> = {},
  path = '/feed',
): Promise<string> => {
  const all: Record<string, string | null> = {
    Host: `127.0.0.1:${port}`,
    Origin: `http://127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol': `${protocolName}, token.${token}`,
    ...headers,
  };
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const [data] = (await once(socket, 'data')) as [Buffer];
  return String(data).split('\r\n')[0]!;
};

const get = (server: Opened, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path.slice(1)}`, { headers });
const bearer = { Authorization: `Bearer ${token}` };

test('the page comes with a policy that lets nothing in but its own files and its own socket', async () => {
  const server = await opened();
  const answer = await get(server, '/');
  expect([answer.status, await answer.text()]).toEqual([200, '<!doctype html><title>page</title>']);
  const policy = answer.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port};`);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect((await get(server, '/../package.json')).status).toBe(404);
  expect((await fetch(server.url, { method: 'POST', body: 'x' })).status).toBe(405);
});

test('a socket needs the right host, the right origin, the token and the right path, and is told no more than that it is refused', async () => {
  const server = await opened();
  const evil = { Host: 'evil.example', Origin: 'http://evil.example' };
  expect(await upgraded(server)).toBe('HTTP/1.1 101 Switching Protocols');
  expect(await upgraded(server, evil)).toBe('HTTP/1.1 421 Refused');
  expect(await upgraded(server, { Origin: 'http://evil.example' })).toBe('HTTP/1.1 403 Refused');
  expect(await upgraded(server, { Origin: null })).toBe('HTTP/1.1 403 Refused');
  expect(await upgraded(server, { 'Sec-WebSocket-Protocol': `${protocolName}, token.wrong` })).toBe(
    'HTTP/1.1 401 Refused',
  );
  expect(await upgraded(server, { 'Sec-WebSocket-Protocol': null })).toBe('HTTP/1.1 401 Refused');
  expect(await upgraded(server, {}, '/elsewhere')).toBe('HTTP/1.1 404 Refused');
  expect(await upgraded(server, { 'Sec-WebSocket-Version': '7' })).toMatch(/^HTTP\/1.1 400 /);
  const metrics = await (await get(server, '/metrics')).text();
  expect(metrics).toMatch(/metarange_dashboard_refused_total\{why="token"\} 2/);
  expect(metrics).toMatch(/metarange_dashboard_refused_total\{why="origin"\} 2/);
});

test('what runs tell is behind the token, metrics only where others than this machine can come', async () => {
  const server = await opened();
  expect((await get(server, '/hello')).status).toBe(401);
  expect((await get(server, '/hello', { Authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await get(server, '/hello', bearer)).status).toBe(200);
  expect((await get(server, '/report', bearer)).status).toBe(404);
  expect((await get(server, '/metrics')).status).toBe(200);
  const open = await opened('0.0.0.0');
  expect(open.isLoopback).toBe(false);
  expect((await get(open, '/metrics')).status).toBe(401);
  expect((await get(open, '/metrics', bearer)).status).toBe(200);
});

test('a page is told what it can choose, asks for runs, and is told of them', async () => {
  const server = await opened();
  const page = await talk(server);
  await page.until((heard) => heard.length >= 2);
  expect(page.heard.map(({ t }) => t)).toEqual(['hello', 'state']);
  page.say({ t: 'start', order: 5, run: sampleOrder });
  page.say({ t: 'start', order: 6, run: { ...sampleOrder, profile: 'none' } });
  page.say({ t: 'pace', pace: 100 });
  page.say({ t: 'stop' });
  await page.until((heard) => heard.filter(({ t }) => t === 'answer').length === 2);
  expect(page.heard.slice(2)).toEqual([
    { t: 'answer', order: 5, fault: { what: 'unknown profile', where: '--profile', nearest: 'none' } },
    { t: 'answer', order: 6, fault: null },
  ]);
  server.record.begin(sampleHeading);
  server.record.push(frameAt(0));
  await page.until((heard) => heard.some(({ t }) => t === 'frames'));
  expect(server.asked).toEqual(['start framework', 'start none', 'pace 100', 'stop']);
  expect(await (await get(server, '/report', bearer)).text()).toContain('<title>report</title>');
});

test('neither a frame, nor a log line, nor a metric holds the token', async () => {
  const server = await opened();
  const page = await talk(server);
  server.record.begin(sampleHeading);
  server.record.push(frameAt(0));
  await page.until((heard) => heard.some(({ t }) => t === 'frames'));
  await upgraded(server, { 'Sec-WebSocket-Protocol': `${protocolName}, token.wrong-but-secret` });
  const said = JSON.stringify(page.heard) + server.logged.join('\n') + (await (await get(server, '/metrics')).text());
  expect(said.length).toBeGreaterThan(1000);
  expect(said).not.toContain(token);
  expect(said).not.toContain('wrong-but-secret');
});

test('who says what is no message, too much, or too often, is cut off, and the others are not', async () => {
  const server = await opened();
  const good = await talk(server);
  const closed = async (say: (page: Conversation) => void): Promise<number> => {
    const page = await talk(server);
    const gone = once(page.socket, 'close');
    say(page);
    return ((await gone) as [number])[0];
  };
  expect(await closed((page) => page.say('{"t":"halt"}'))).toBe(1008);
  expect(await closed((page) => page.socket.send(Buffer.from([1, 2, 3])))).toBe(1008);
  expect(await closed((page) => page.say(`{"t":"stop"}${' '.repeat(messageBytes)}`))).toBe(1009);
  expect(
    await closed((page) => {
      for (let again = 0; again < 40; again++) page.say({ t: 'pace', pace: 1 });
    }),
  ).toBe(1008);
  expect(server.asked.length).toBeLessThanOrEqual(20);
  good.say({ t: 'stop' });
  server.record.begin(sampleHeading);
  await good.until((heard) => heard.some(({ t }) => t === 'run'));
  expect(server.asked).toContain('stop');
});

test('there is room for sixteen pages, and a seventeenth is turned away', async () => {
  const server = await opened();
  for (let page = 0; page < 16; page++) await talk(server);
  expect(await upgraded(server)).toBe('HTTP/1.1 503 Refused');
  const gone = sockets[0] as WebSocket;
  const left = once(gone, 'close');
  gone.close();
  await left;
  expect(await upgraded(server)).toBe('HTTP/1.1 101 Switching Protocols');
});

test('a page that never reads slows nobody and holds a bounded amount', async () => {
  const server = await opened();
  const raw = connect(server.port, '127.0.0.1');
  sockets.push(raw);
  raw.write(
    `GET /feed HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: http://127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ${protocolName}, token.${token}\r\n\r\n`,
  );
  await once(raw, 'readable');
  raw.pause();
  const good = await talk(server);
  server.record.begin(sampleHeading);
  await good.until((heard) => heard.some(({ t }) => t === 'run'));
  const log = Array.from({ length: 24 }, (_, entry) => ({
    atSeconds: 1,
    what: 'step' as const,
    cause: 1,
    count: 1,
    text: `${entry} `.repeat(300),
  }));
  // 30 MB of frames, which the good page reads and the other does not.
  const before = process.memoryUsage().arrayBuffers;
  for (let at = 0; at < 1500; at++) {
    server.record.push(frameAt(at, { log }));
    if (at % 60 === 0) await good.until((heard) => seen(heard) >= at);
  }
  await good.until((heard) => seen(heard) === 1500);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16e6);
  const metrics = await (await get(server, '/metrics')).text();
  expect(metrics).toMatch(/metarange_dashboard_pages 2/);
});

const seen = (heard: readonly ServerMessage[]): number =>
  heard.reduce((sum, message) => sum + (message.t === 'frames' ? message.frames.length : 0), 0);

test('metrics tell of the run by names of bounded number', async () => {
  const server = await opened();
  server.record.begin(sampleHeading);
  server.record.push(
    frameAt(0, {
      traffic: [0, 0, 5, 4, 0, 1, 0, 0, 1, 2, 0, 2, 0, 0],
      refusals: [1, 1, 2],
      breaches: [1, 1, 3],
      attempts: [1, 2, 1, 1, 0],
      latency: [100, 7],
    }),
  );
  server.record.change({ phase: 'running', simulatedSeconds: 12.5, events: 900 });
  const text = async (): Promise<string> => (await get(server, '/metrics')).text();
  expect(await text()).toContain('metarange_run_messages{point="RP-T",fate="sent"} 7');
  for (const line of [
    'metarange_run_refusals{control="C01"} 2',
    'metarange_run_breaches{property="freshness"} 3',
    'metarange_run_attempts{attack="A07",state="reached"} 1',
    'metarange_run_useful_operations 7',
    'metarange_run_simulated_seconds 12.5',
  ])
    expect(await text()).toContain(line);
  server.record.begin(sampleHeading);
  expect(await text()).not.toContain('metarange_run_messages{');
  expect(await text()).toContain('metarange_dashboard_runs_total 2');
});

test('when the server ends, pages are told and runs are ended', async () => {
  const server = await opened();
  const page = await talk(server);
  const gone = once(page.socket, 'close');
  await server.close();
  servers.length = 0;
  expect((await gone) as unknown[]).toEqual([1001, Buffer.from('the server ends')]);
  expect(server.asked).toEqual(['close']);
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});
