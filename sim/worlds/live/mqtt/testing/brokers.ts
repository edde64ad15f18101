import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';

/** A broker elsewhere, for a test, on the loopback. */
export interface TestBroker {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What a hostile broker does to a message that passes: what it hands on in its place. */
export type Handling = (topic: string, payload: Buffer) => readonly Buffer[];

/** A broker that any client may use, in the hands of whoever runs it. */
export async function looseBroker(handling: Handling = (_topic, payload) => [payload]): Promise<TestBroker> {
  const aedes = new Aedes({
    authorizePublish: (_client, packet, done) => {
      const [first, ...more] = handling(packet.topic, Buffer.from(packet.payload));
      if (first !== undefined) packet.payload = first;
      done(null);
      for (const payload of more) {
        aedes.publish({ cmd: 'publish', topic: packet.topic, payload, qos: 0, dup: false, retain: false }, () => {});
      }
    },
    authenticate: (_client, name, password, done) => {
      const may = name === undefined || (name === 'ann' && String(password) === 's3cret');
      done(may ? null : Object.assign(new Error('no'), { returnCode: 4 }), may);
    },
  });
  await aedes.listen();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    aedes.handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => aedes.close(() => closed()));
      await new Promise((closed) => server.close(closed));
    },
  };
}

const program = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto', '/opt/homebrew/sbin/mosquitto'].find((path) =>
  existsSync(path),
);

/** Why tests with a real mosquitto are skipped here; false where they are not. */
export const noMosquitto: string | false =
  program === undefined ? 'no mosquitto on this machine: sudo apt-get install -y mosquitto' : false;

/** A mosquitto of one test, on a port of its own. */
export async function mosquitto(): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'metarange-mosquitto-'));
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  const file = join(folder, 'mosquitto.conf');
  // By default it drops what waits for a reader beyond a thousand messages.
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'max_queued_messages 100000',
    'persistence false',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child: ChildProcess = spawn(program!, ['-c', file], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}`);
  }
  return {
    url: `mqtt://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => setTimeout(() => resolve(false), 20));
  });
  socket.destroy();
  return isThere;
}
