import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../dist/cli/metarange.js', import.meta.url));

/** A dashboard of the built command, in a process of its own. */
export interface DashboardProcess {
  readonly child: ChildProcess;
  /** Address of its page, with the token. */
  readonly url: string;
  readonly token: string;
  readonly port: number;
  /** Ends it as Ctrl-C does, and gives its exit code. */
  end(): Promise<number | null>;
}

/** Starts the built command's dashboard; the caller ends it. */
export async function startDashboard({
  port = 0,
  token = '',
  log = 'warn',
}: { readonly port?: number; readonly token?: string; readonly log?: string } = {}): Promise<DashboardProcess> {
  const words = [command, 'dashboard', '--port', String(port), '--log', log];
  const child = spawn(process.execPath, words, {
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

/** What the built command prints for some words on its standard output. */
export async function printed(words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += text));
  await once(child, 'close');
  return out;
}
