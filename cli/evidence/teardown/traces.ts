import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Reads something of a process that may be gone by now (Linux); undefined then. */
function ofProcess<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(code)) return undefined;
    throw error;
  }
}

/** Processes with a mark in the surroundings that they inherited, whoever their parent is by now; the dead ones are none. */
export function marked(mark: string): readonly number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const environment = ofProcess(() => readFileSync(`/proc/${entry}/environ`, 'latin1'));
    const state = ofProcess(() => /^State:\s+(\S)/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]);
    return environment?.includes(mark) === true && state !== 'Z' ? [Number(entry)] : [];
  });
}

/** Ports of the machine on which somebody listens over TCP, by the number of the socket. */
function listening(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = ofProcess(() => readFileSync(table, 'utf8').split('\n').slice(1)) ?? [];
    for (const row of rows) {
      const words = row.trim().split(/\s+/);
      if (words[3] === '0A') found.set(words[9]!, Number.parseInt(words[1]!.split(':')[1]!, 16));
    }
  }
  return found;
}

/** Ports on which some processes listen. */
export function portsOf(processes: readonly number[]): readonly number[] {
  const ports = listening();
  return processes.flatMap((pid) => {
    const names = ofProcess(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
    return names.flatMap((name) => {
      const target = ofProcess(() => readlinkSync(`/proc/${pid}/fd/${name}`)) ?? '';
      const port = ports.get(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? '');
      return port === undefined ? [] : [port];
    });
  });
}

/** Whichever of some ports somebody still listens on. */
export function stillListening(ports: ReadonlySet<number>): readonly number[] {
  return [...listening().values()].filter((port) => ports.has(port));
}

/** Files and folders below a folder. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true }).map((name) => String(name));
