import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { protocolName } from '../../dashboards/live/protocol.ts';
import type { ServedDashboard } from './served-dashboard.ts';

/** Visitors that mean no good, until they are told to stop. */
export interface HostilePages {
  /** Visits so far. */
  visits(): number;
  stop(): void;
}

const upgrade = ({ port, token }: ServedDashboard): string =>
  [
    'GET /feed HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${protocolName}, token.${token}`,
    '\r\n',
  ].join('\r\n');

/** Pages with the token that open their socket and never read from it; a new one for each that is cut off. */
export function stalledPages(server: ServedDashboard, count: number): HostilePages {
  const sockets = new Set<Socket>();
  let visits = 0;
  let stopped = false;
  const open = (): void => {
    if (stopped) return;
    visits++;
    const socket = connect(server.port, '127.0.0.1', () => socket.write(upgrade(server)));
    // With nobody listening for data the socket stays paused: what the server sends piles up on its way.
    socket.pause();
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      setTimeout(open, 50);
    });
  };
  for (let page = 0; page < count; page++) open();
  return {
    visits: () => visits,
    stop: () => {
      stopped = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

type Visit = (server: ServedDashboard) => Promise<void>;

const raw =
  (text: (server: ServedDashboard) => string): Visit =>
  (server) =>
    new Promise((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => socket.end(text(server)));
      socket.on('data', () => undefined);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => resolve());
    });

const saying =
  (say: (socket: WebSocket) => void, token?: string): Visit =>
  (server) =>
    new Promise((resolve) => {
      const protocols = [protocolName, `token.${token ?? server.token}`];
      const origin = `http://127.0.0.1:${server.port}`;
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/feed`, protocols, { origin });
      socket.on('open', () => say(socket));
      socket.on('error', () => socket.terminate());
      socket.on('close', () => resolve());
    });

/** What a visitor may try: without the token, and with it. */
const tricks: readonly Visit[] = [
  saying(() => undefined, 'a-token-that-is-not-the-right-one-0123456789'),
  saying((socket) => socket.send('{"t":"halt"}')),
  saying((socket) => socket.send('x'.repeat(1 << 20))),
  saying((socket) => socket.send(Buffer.alloc(4096, 7))),
  saying((socket) => {
    for (let again = 0; again < 100; again++) socket.send('{"t":"start","order":1,"run":{}}');
  }),
  saying((socket) => {
    for (let again = 0; again < 100; again++) socket.ping(Buffer.alloc(125));
    socket.send('[]');
  }),
  raw(() => 'GARBAGE\r\n\r\n'),
  raw((server) => `GET /report HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`),
  raw((server) => `GET / HTTP/1.1\r\nHost: evil.example:${server.port}\r\nConnection: close\r\n\r\n`),
  raw((server) => upgrade(server).replace('http://127', 'http://evil')),
  raw((server) => `${upgrade(server)}\u0081\u00fe\u00ff\u00ff\u0000\u0000`),
  raw((server) => `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`),
];

/** A visitor that tries one trick after the other, some a second. */
export function hostilePage(server: ServedDashboard, perSecond: number): HostilePages {
  let visits = 0;
  let stopped = false;
  const go = async (): Promise<void> => {
    while (!stopped) {
      await tricks[visits % tricks.length]!(server);
      visits++;
      await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
    }
  };
  void go();
  return {
    visits: () => visits,
    stop: () => {
      stopped = true;
    },
  };
}
