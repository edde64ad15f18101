import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A dashboard of the built command, in a process of its own. */
export interface ServedDashboard {
  readonly child: ChildProcess;
  /** Address of its page, with the token. */
  readonly url: string;
  readonly token: string;
  readonly port: number;
  /** Ends it as Ctrl-C does, and gives its exit code. */
  end(): Promise<number | null>;
}

/** How a dashboard is started. */
export interface ServedSetting {
  /** The built command's file. */
  readonly command: string;
  readonly port?: number;
  readonly token?: string;
  readonly log?: string;
}

/** Starts the built command's dashboard; the caller ends it. Rejects where it ends before it is open. */
export async function serveDashboard({
  command,
  port = 0,
  token = '',
  log = 'error',
}: ServedSetting): Promise<ServedDashboard> {
  const child = spawn(process.execPath, [command, 'dashboard', '--port', String(port), '--log', log], {
    env: { ...process.env, METARANGE_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += text));
  const address = /dashboard: (http:\/\/127\.0\.0\.1:(\d+)\/#([\w-]+))\n/;
  const closed = once(child, 'close').then(([code]) => code as number | null);
  while (!address.test(out)) {
    const ended = await Promise.race([once(child.stdout, 'data').then(() => false), closed.then(() => true)]);
    if (ended) throw new Error(`the dashboard ended before it was open: ${out}`);
  }
  const [, url, taken, given] = address.exec(out)!;
  return {
    child,
    url: url!,
    token: given!,
    port: Number(taken),
    end: () => {
      child.kill('SIGINT');
      return closed;
    },
  };
}
