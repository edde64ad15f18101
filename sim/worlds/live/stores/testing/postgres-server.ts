import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where distributions put the programs of a PostgreSQL server. */
const versions = '/usr/lib/postgresql';
const otherFolders = ['/usr/pgsql/bin', '/usr/local/pgsql/bin', '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'];

const installedFolder = (): string | undefined => {
  const debian = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
  return [...debian.toReversed(), ...otherFolders].find((folder) => existsSync(join(folder, 'initdb')));
};

/** The folder of the server's programs, installed now where that is allowed; else why there is none. */
const findFolder = (): { readonly folder: string } | { readonly missing: string } => {
  const there = installedFolder();
  if (there !== undefined) return { folder: there };
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return { missing: 'no PostgreSQL on this machine: sudo apt-get install -y postgresql' };
  }
  // In run level 1 the package starts no server of its own.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'postgresql']]) {
    if (spawnSync('apt-get', words, { stdio: 'inherit', env: environment }).status !== 0) {
      return { missing: `no PostgreSQL on this machine, and apt-get ${words[0]} failed` };
    }
  }
  const folder = installedFolder();
  return folder === undefined ? { missing: 'no PostgreSQL where its package should have put it' } : { folder };
};

/** The server refuses to run as root. */
const userOf = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

const found = findFolder();

/** Why tests with a real PostgreSQL are skipped here; false where they are not. */
export const noPostgres: string | false = 'missing' in found ? found.missing : false;

/** A PostgreSQL server of one test, in a folder of its own, reached over a Unix socket there and nowhere else. */
export class PostgresServer {
  readonly url: string;
  private readonly bin: string;
  private readonly folder: string;
  private readonly user = userOf();
  private child: ChildProcess | null = null;

  constructor() {
    if ('missing' in found) throw new Error(found.missing);
    this.bin = found.folder;
    this.folder = mkdtempSync(join(tmpdir(), 'metarange-pg-'));
    const data = join(this.folder, 'data');
    mkdirSync(data);
    chmodSync(data, 0o700);
    if (this.user !== undefined) {
      for (const path of [this.folder, data]) chownSync(path, this.user.uid, this.user.gid);
    }
    const words = ['-D', data, '-U', 'metarange', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(this.bin, 'initdb'), words, { stdio: 'pipe', cwd: this.folder, ...this.user });
    this.url = `postgres:///postgres?host=${this.folder}&user=metarange`;
  }

  /** Starts it and waits until it answers; `settings` are lines of its configuration. */
  async start(settings: readonly string[] = []): Promise<void> {
    const set = ['listen_addresses=', `unix_socket_directories=${this.folder}`, 'max_connections=20', ...settings];
    const words = ['-D', join(this.folder, 'data'), ...set.flatMap((setting) => ['-c', setting])];
    const child = spawn(join(this.bin, 'postgres'), words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: this.folder,
      ...this.user,
    });
    this.child = child;
    let log = '';
    await new Promise<void>((ready, failed) => {
      child.stderr.on('data', (text) => {
        log += String(text);
        if (log.includes('ready to accept connections')) ready();
      });
      child.once('exit', () => failed(new Error(`PostgreSQL did not start: ${log}`)));
    });
  }

  /** Ends it: in order, or as a crash would. */
  async stop(how: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill(how);
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
