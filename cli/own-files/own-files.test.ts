import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chapterOf, complaints } from '../../.ci/chapter.ts';
import { templates } from '../command-words.ts';
import { attackTemplate } from './templates/attack.ts';
import { controlTemplate } from './templates/control.ts';
import { metricTemplate } from './templates/metric.ts';
import { scenarioTemplate } from './templates/scenario.ts';
import { studyTemplate } from './templates/study.ts';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'metarange-own-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

const command = fileURLToPath(new URL('../../dist/cli/metarange.js', import.meta.url));
/** Carries out a command line with the built command in a folder of this test. */
const carriedOut = (line: string, cwd = scratch): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...line.split(' ')], {
    encoding: 'utf8',
    cwd,
  });
  return { code: status, out: stdout, err: stderr };
};
const put = (name: string, text: string): void => writeFileSync(join(scratch, name), text);

const texts = {
  scenario: scenarioTemplate,
  attack: attackTemplate,
  control: controlTemplate,
  metric: metricTemplate,
  study: studyTemplate,
};

test('every template compiles under the options of the project', { timeout: 60_000 }, () => {
  const blocks = templates.map((what, line) => ({ code: texts[what], output: '', line }));
  const folder = new URL('./', import.meta.url);
  expect(complaints([{ folder, text: '', blocks }])).toEqual([]);
});

test('the scenario to begin with is the one of the cookbook', () => {
  const { blocks } = chapterOf(new URL('../../scenarios/', import.meta.url));
  expect(scenarioTemplate.startsWith(blocks[0]!.code)).toBe(true);
});

test('the lines of the README write each template and run it as it is', () => {
  const { text } = chapterOf(new URL('../', import.meta.url));
  const section = text.slice(text.indexOf('## Things of your own'), text.indexOf('## Taking results elsewhere'));
  const lines = [...section.matchAll(/^npx metarange (.+)$/gm)].map((found) => found[1]!);
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    'init',
    'run',
    'init',
    'run',
    'init',
    'run',
    'init',
    'describe',
  ]);
  const said = lines.map((line) => ({ line, ...carriedOut(line) }));
  expect(said.filter(({ code }) => code !== 0).map(({ line, err }) => [line, err])).toEqual([]);
  expect(said[1]!.out).toMatch(/A900 lamp-switching +\d+ to \d+ +100 % .* 0 % /);
  expect(said[5]!.out).toMatch(/M900\.hostile acts a minute +1\/min +[1-9][\d.]* +0\n/);
  expect(said[7]!.out).toContain('gallery');
  expect(readFileSync(join(scratch, 'my-attack.ts'), 'utf8')).toContain(
    '--attack my-attack.ts --compare none,framework',
  );
});

test('a control of one’s own judges, costs, is named in the results and can be taken out', () => {
  put('c.ts', controlTemplate);
  const run = 'run meeting-room-mapping --with c.ts --attack none --json';
  const stands = JSON.parse(carriedOut(run).out);
  expect(stands.refusals.C90).toBeGreaterThan(0);
  expect(stands.legend.controls.C90).toBe('lamp rest');
  expect(stands.metrics['M46.C90.cpuSeconds'].value).toBeGreaterThan(0);
  expect(stands.manifest.command).toContain('--with c.ts');
  for (const other of [`${run} --without C90`, `${run} --profile identity`]) {
    const { digest, refusals } = JSON.parse(carriedOut(other).out);
    expect(refusals.C90).toBeUndefined();
    expect(digest).toBe(
      JSON.parse(carriedOut(other.replace('--with c.ts ', '').replace(' --without C90', '')).out).digest,
    );
  }
});

test('a metric of one’s own stands in the results with its unit, and changes no digest', () => {
  put('m.ts', metricTemplate);
  const run = 'run meeting-room-mapping --attack none --json';
  const plain = JSON.parse(carriedOut(run).out);
  const folded = JSON.parse(carriedOut(`${run} --with m.ts`).out);
  expect(folded.metrics['M900.acts']).toMatchObject({ unit: '1/min' });
  expect(folded.metrics['M900.acts'].value).toBeGreaterThan(0);
  expect(folded.legend.metrics.M900).toEqual({ title: 'acts a minute', about: 'protection' });
  expect(folded.digest).toBe(plain.digest);
});

test('a package that is installed where the command is given adds what it exports, in TypeScript or not', () => {
  const folder = join(scratch, 'node_modules', 'metarange-lamps');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'metarange-lamps', type: 'module', exports: './index.js' }),
  );
  writeFileSync(join(folder, 'index.js'), "export * from './attack.ts';\nexport { actsAMinute } from './metric.ts';\n");
  writeFileSync(join(folder, 'attack.ts'), attackTemplate);
  writeFileSync(join(folder, 'metric.ts'), metricTemplate);
  const listed = carriedOut('list attacks --with metarange-lamps');
  expect(listed.out).toMatch(/^A900 +lamp-switching +A forged command/m);
  const said = carriedOut('run meeting-room-mapping --with metarange-lamps --attack lamp-switching --profile none');
  expect(said.err).toBe('');
  expect(said.out).toContain('A900 lamp-switching');
  expect(said.out).toContain('M900.acts acts a minute');
});

test.each([
  ['--with nothing-here', 'no package "nothing-here" here in metarange run; nearest valid: npm install nothing-here'],
  ['--with ../up', 'no file or package "../up" in --with; nearest valid: '],
  [
    '--with high.ts',
    'control "C11" of "high.ts" has no id such as C90 in metarange run; nearest valid: every field of its contract: metarange init control',
  ],
  [
    '--with half.ts',
    'metric "M901" of "half.ts" has no name in metarange run; nearest valid: every field of its contract: metarange init metric',
  ],
  [
    '--with twice.ts,c.ts',
    'C90 lamp-rest of "c.ts": C90 lamp-rest is there already in metarange run; nearest valid: an id and a name of its own',
  ],
  ['--with imports.ts', '"imports.ts" does not run: Cannot find package \'nowhere-at-all\''],
])('%s is one clear line', (flag, line) => {
  put('c.ts', controlTemplate);
  put('twice.ts', controlTemplate);
  put('high.ts', controlTemplate.replace("'C90'", "'C11'"));
  put('half.ts', 'export const half = { id: "M901", fold: () => ({}) };');
  put('imports.ts', 'import "nowhere-at-all";');
  const said = carriedOut(`run meeting-room-mapping ${flag} --attack none`);
  expect([said.code, said.out]).toEqual([2, '']);
  expect(said.err).toContain(`metarange: ${line}`);
  expect(said.err.trim().split('\n')).toHaveLength(1);
});

test.each([
  ['hand.inject(', 'hand.injekt(', 'fails at line 34: TypeError: hand.injekt is not a function in metarange run'],
  ["over: 'facts'", "over: 'never'", 'has no goal { over: '],
  ['wires.lamp commands', 'wires.lampp commands', 'none in --attack; nearest valid: wires.lamp commands'],
])('an attack with %s turned into %s is refused in one line', (good, bad, line) => {
  put('slip.ts', attackTemplate.replace(good, bad));
  const said = carriedOut('run meeting-room-mapping --attack slip.ts --profile none');
  expect([said.code, said.out]).toEqual([2, '']);
  expect(said.err).toContain(line);
  expect(said.err.trim().split('\n')).toHaveLength(1);
});

test('the lines of the chapter of attacks lead to an attack of one’s own', () => {
  const { text } = chapterOf(new URL('../../attacks/', import.meta.url));
  const section = text.slice(text.indexOf('## Your own attack'), text.indexOf('## Decisions'));
  const lines = [...section.matchAll(/^npx metarange (.+?)(?: +#.*)?$/gm)].map((found) => found[1]!);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(['init', 'describe', 'run']);
  const folder = join(scratch, 'chapter');
  mkdirSync(folder);
  expect(lines.map((line) => carriedOut(line, folder)).filter(({ code }) => code !== 0)).toEqual([]);
});

test('describe names what the stage of a scenario has, as needs of an attack name it', () => {
  const { out } = carriedOut('describe mall-asset-circulation');
  expect(out).toMatch(/^copies +shopper$/m);
  expect(out).toMatch(/^accounts +guest, wallet, first shop, second shop$/m);
  const { stage } = JSON.parse(carriedOut('describe mall-asset-circulation --json').out);
  expect(stage).toContainEqual({ part: 'insiders', names: ['keeper'] });
});

test.each([
  ['init atack', 'unknown template "atack" in metarange init; nearest valid: attack'],
  [
    'init attack there.ts',
    'cannot write "there.ts" (EEXIST) in metarange init attack; nearest valid: a new file: my-other.ts',
  ],
  ['init attack x.js', 'no TypeScript file "x.js" in metarange init attack; nearest valid: my-attack.ts'],
])('%s is one clear line, and what is there stays', (line, fault) => {
  put('there.ts', 'mine');
  const said = carriedOut(line);
  expect([said.code, said.out, said.err]).toEqual([2, '', `metarange: ${fault}\n`]);
  expect(readFileSync(join(scratch, 'there.ts'), 'utf8')).toBe('mine');
});
