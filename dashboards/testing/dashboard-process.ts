import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { serveDashboard, type ServedDashboard, type ServedSetting } from '../../cli/evidence/served-dashboard.ts';

const command = fileURLToPath(new URL('../../dist/cli/metarange.js', import.meta.url));

/** A dashboard of the built command, in a process of its own. */
export type DashboardProcess = ServedDashboard;

/** Starts the built command's dashboard; the caller ends it. */
export const startDashboard = (setting: Omit<ServedSetting, 'command'> = {}): Promise<DashboardProcess> =>
  serveDashboard({ ...setting, command });

/** What the built command prints for some words on its standard output. */
export async function printed(words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [command, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += text));
  await once(child, 'close');
  return out;
}
