import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const program = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(
  (path) => existsSync(path),
);

/** Why trials with a real Redis are skipped here; false where they are not. */
export const noRedis: string | false =
  program === undefined ? 'no redis-server on this machine: sudo apt-get install -y redis-server' : false;

/** Why trials over TLS are skipped here; false where they are not. A Redis that was built without TLS knows no such setting. */
export function noRedisTls(): string | false {
  const { stdout } = spawnSync(program!, ['--port', '0', '--tls-port', '0', '--maxclients', 'none'], {
    encoding: 'utf8',
  });
  return /tls-port/.test(stdout) ? 'this redis-server was built without TLS' : false;
}

/** A Redis of one trial, on a port of its own, which keeps nothing on disk. */
export interface TrialRedis {
  readonly port: number;
  readonly url: string;
  /** Kills it: what it held is gone. */
  readonly close: () => Promise<void>;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Starts a Redis. */
export async function redisServer(words: readonly string[] = [], at?: number): Promise<TrialRedis> {
  const port = at ?? (await freePort());
  const bound = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/'];
  const child: ChildProcess = spawn(program!, [...bound, ...words], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
    await pause(20);
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    close: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  const isThere = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return isThere;
}
