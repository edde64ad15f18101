// @ts-check
/**
 * Where the time of a run goes. Writes into results/profile:
 *
 *   cpu/     a V8 CPU profile (open it in the browser's developer tools), whose heaviest functions are printed here
 *   doctor/  clinic doctor: event loop, memory, active handles, with its recommendation
 *   flame/   clinic flame: the flame graph
 *
 *   npm run profile                                   the default run
 *   npm run profile -- run meeting-room-mapping ...   any words of the command
 *   npm run profile -- --cpu run ...                  the CPU profile only
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'results', 'profile');
const command = join(root, 'dist', 'cli', 'metarange.js');

/** Unmaintained and heavy (some 700 packages), so never a dependency; bubbleprof hangs and is left out. */
const clinic = 'clinic@13.0.0';
const clinicTools = ['doctor', 'flame'];

const words = process.argv.slice(2);
const cpuOnly = words[0] === '--cpu';
const chosen = cpuOnly ? words.slice(1) : words;
const run = chosen.length > 0 ? chosen : ['run', 'meeting-room-mapping', '--attack', 'none'];

/**
 * @param {string} program
 * @param {readonly string[]} parts
 */
const mustRun = (program, parts) => {
  console.log(`$ ${program} ${parts.join(' ')}`);
  // NO_INSIGHT keeps clinic from sending usage data.
  const result = spawnSync(program, parts, { cwd: root, stdio: 'inherit', env: { ...process.env, NO_INSIGHT: '1' } });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${program} ${parts[0]} ended with ${result.status ?? result.signal}`);
};

/**
 * Self time per function of a V8 CPU profile, heaviest first, in milliseconds.
 * @param {{ nodes: { id: number, callFrame: { functionName: string, url: string, lineNumber: number } }[], samples: number[], timeDeltas: number[] }} profile
 */
const selfTimes = (profile) => {
  /** @type {Map<number, string>} */
  const names = new Map();
  for (const { id, callFrame } of profile.nodes) {
    const place =
      callFrame.url === '' ? '' : ` ${callFrame.url.replace(`file://${root}/`, '')}:${callFrame.lineNumber + 1}`;
    names.set(id, `${callFrame.functionName || '(anonymous)'}${place}`);
  }
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const [position, sample] of profile.samples.entries()) {
    const name = names.get(sample) ?? '(unknown)';
    times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[position] ?? 0) / 1000);
  }
  return [...times].sort(([, a], [, b]) => b - a);
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const cpu = join(folder, 'cpu');
mustRun(process.execPath, ['--cpu-prof', `--cpu-prof-dir=${cpu}`, command, ...run]);
for (const file of readdirSync(cpu)) {
  const times = selfTimes(JSON.parse(readFileSync(join(cpu, file), 'utf8')));
  const total = times.reduce((sum, [, time]) => sum + time, 0);
  console.log(`\n${file}: ${total.toFixed(0)} ms, by self time`);
  for (const [name, time] of times.slice(0, 20)) {
    console.log(`${((100 * time) / total).toFixed(1).padStart(5)} %  ${time.toFixed(1).padStart(9)} ms  ${name}`);
  }
}

for (const tool of cpuOnly ? [] : clinicTools) {
  const place = join(folder, tool);
  const parts = [
    '--yes',
    `--package=${clinic}`,
    'clinic',
    tool,
    '--open=false',
    `--dest=${place}`,
    '--',
    process.execPath,
  ];
  console.log('');
  mustRun('npx', [...parts, command, ...run]);
}
console.log(`\nprofiles: ${folder}`);
