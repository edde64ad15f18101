// @ts-check
/**
 * The test command: every stage in order, each with its output, none stopped by another's failure; at the end one line for each
 * stage, the names of what failed, and `N passed, N failed` alone on the last line. Exit 0 when nothing failed, else 1.
 *
 *   npm test                      all stages
 *   npm test -- lint laws         these stages only
 *   npm test -- tests sim/kernel  vitest on the files whose path contains sim/kernel
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, names: string[] }} Count
 * @typedef {{ name: string, about: string, run: () => Promise<Count> }} Stage
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...rest] = process.argv.slice(2);
const filters = command === 'tests' ? rest : [];

/** A second Node for the built command: the newest line that is supported, or the floor when this is not the floor's line. */
const otherNode = process.versions.node.startsWith('20.') ? '24.21.0' : '20.19.0';

/**
 * Runs a program with its output shown, and gives its exit code (1 when a signal ended it).
 * @param {string} program
 * @param {readonly string[]} words
 * @returns {Promise<number>}
 */
const exitCode = (program, words) =>
  new Promise((resolve) => {
    const environment = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` };
    // Under `npx -c` these name the outer command, and an inner npx would take them for its own.
    delete environment.npm_config_call;
    delete environment.npm_config_package;
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: environment });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });

/**
 * A stage that counts as one: it passes or fails as a whole.
 * @param {string} name
 * @param {string} about
 * @param {string} program
 * @param {readonly string[]} words
 * @returns {Stage}
 */
const check = (name, about, program, words) => ({
  name,
  about,
  run: async () => {
    const passed = (await exitCode(program, words)) === 0;
    return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, names: passed ? [] : [name] };
  },
});

/**
 * A stage that is a script of package.json.
 * @param {string} name
 * @param {string} task
 * @param {string} about
 */
const script = (name, task, about) => check(name, about, 'npm', ['run', '--silent', task]);

/**
 * The counts of vitest's own report. A file that could not be loaded, and an error outside every test, count as failures.
 * @param {string} file
 * @param {number} code
 * @returns {Count}
 */
const vitestCount = (file, code) => {
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const names = report.testResults.flatMap((suite) => {
    const place = suite.name.replace(`${root}/`, '');
    const failed = suite.assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0 && suite.status === 'failed') return [`${place}: could not run`];
    return failed.map((result) => `${place}: ${result.fullName}`);
  });
  if (code !== 0 && names.length === 0) names.push('vitest: an error outside every test');
  return {
    passed: report.numPassedTests,
    failed: names.length,
    skipped: report.numPendingTests + report.numTodoTests,
    names,
  };
};

/** @returns {Promise<Count>} */
const runVitest = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'metarange-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await exitCode('vitest', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...filters,
    ]);
    return vitestCount(file, code);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0, names: ['vitest: no report'] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** @type {Stage[]} */
const stages = [
  script('build', 'build', 'compile the command into dist/'),
  script('types', 'types', 'TypeScript, strict, with the tests'),
  script('lint', 'lint', 'oxlint with types: correctness, the house rules and the bans of law 3'),
  script('laws', 'laws', 'dependency-cruiser: who may import whom'),
  script('unused', 'unused', 'knip: files, exports and packages that nothing uses'),
  script('form', 'format:check', 'oxfmt: the layout of the code (repair: npm run format)'),
  check('node', `the built command answers on Node ${otherNode}`, 'npx', [
    '--yes',
    `--package=node@${otherNode}`,
    'node',
    'dist/cli/metarange.js',
    'list',
    'scenarios',
  ]),
  { name: 'tests', about: 'vitest: units, properties, goldens, browser', run: runVitest },
];

const wanted = command === 'tests' ? ['tests'] : process.argv.slice(2);
const unknown = wanted.find((name) => !stages.some((stage) => stage.name === name));
if (unknown !== undefined) {
  console.error(`unknown stage ${unknown}; there are: ${stages.map((stage) => stage.name).join(', ')}`);
  process.exit(2);
}

const chosen = wanted.length === 0 ? stages : stages.filter((stage) => wanted.includes(stage.name));
/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0, names: [] };
/** @type {string[]} */
const lines = [];
for (const [position, stage] of chosen.entries()) {
  console.log(`\n== ${position + 1}/${chosen.length} ${stage.name}: ${stage.about}`);
  const start = performance.now();
  const count = await stage.run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const line = `${stage.name.padEnd(7)} ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped in ${seconds} s`;
  console.log(`-- ${line}`);
  lines.push(line);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  total.names.push(...count.names);
}

console.log(`\n${lines.join('\n')}`);
for (const name of total.names) console.log(`failed: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
