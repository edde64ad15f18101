import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Figure } from '../cli/evidence/figure.ts';
import { readRequest } from '../cli/request.ts';
import type { Engine } from '../cli/engine.ts';
import { openChromium } from '../dashboards/testing/chromium.ts';
import { figure, roles } from '../sim/framework/figure.ts';
import { chapterOf, complaints, sectionOf } from './chapter.ts';

const root = new URL('../', import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));
const readme = readFileSync(path('README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as { scripts: Record<string, string> };
const write = process.env.METARANGE_WRITE === '1';

/** Every README and page of the repository, by its path. */
const pages = ['.', 'sim', 'scenarios', 'attacks', 'metrics', 'dashboards', 'cli'].flatMap((folder) =>
  readdirSync(path(folder), { recursive: folder !== '.', encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'metarange-readme-'));
  writeFileSync(join(scratch, 'room.csv'), /```csv\n(.*?)```/s.exec(readme)![1]!);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Words of a command line, with its files in a folder of this test. */
const wordsOf = (line: string): string[] =>
  line.split(' ').map((word) => (/^(results\/|room\.csv)/.test(word) ? join(scratch, word) : word));

/** Carries out a command line with the built command, as a reader of the page would: its exit code and what it said. */
const carriedOut = (words: readonly string[]): { code: number | null; out: string; err: string } => {
  const command = path('dist/cli/metarange.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    encoding: 'utf8',
    cwd: scratch,
  });
  return { code: status, out: stdout, err: stderr };
};

/** What a command line that is too long for a test asks for. */
const understood = (words: readonly string[]): object => readRequest(words, range, () => new Uint8Array());

// The figures lean on the built command, so they are read where they were built.
const { range } = (await import(path('dist/cli/range.js'))) as { readonly range: Engine };
const { figures } = (await import(path('dist/cli/evidence/catalogue.js'))) as { readonly figures: readonly Figure[] };

/** Lines of the shell blocks, with the exit code that their comments name. */
const lines = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap((block) =>
  block[1]!
    .trim()
    .split('\n')
    .map((line) => {
      const [command, comment] = line.split(/ +# /);
      return { command: command!, code: Number(/^exit (\d)/.exec(comment ?? '')?.[1] ?? 0) };
    }),
);
/** Too long for a test: these are only understood here; what they do is tested where it stands. */
const long = /^((?:live|ablate) meeting-room-mapping|calibrate --out \S+|validate|bench|dashboard)$/;
const own = lines.filter(({ command }) => command.startsWith('npx metarange '));
const words = (command: string): string => command.replace('npx metarange ', '');

describe('the front page', () => {
  test('draws every role and every point of the figure', () => {
    const drawing = /figure\.ts -->\n```\n(.*?)```/s.exec(readme)![1]!.toLowerCase();
    const wanted = [
      ...roles.map((role) => role.replaceAll('-', ' ')),
      ...Object.keys(figure).map((point) => point.toLowerCase()),
    ];
    expect(wanted.filter((word) => !drawing.includes(word))).toEqual([]);
    const drawn = [...drawing.matchAll(/rp-\w/g)].map((found) => found[0].toUpperCase());
    expect(drawn.filter((point) => !(point in figure))).toEqual([]);
  });

  test('shows what its first command prints, and a picture of the report that it writes', async () => {
    const start = scripts.start!.replace('node dist/cli/metarange.js ', '');
    expect(lines.slice(0, 2).map(({ command }) => command)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    const { code, out, err } = carriedOut(wordsOf(start));
    expect(code, err).toBe(0);
    const table = out.slice(out.indexOf('attack success'), out.indexOf('\n\nservice'));
    const shown = `\`\`\`text\n${table}\n\`\`\``;
    expect(sectionOf(root, 'start', shown)).toBe(shown);

    const browser = await openChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, deviceScaleFactor: 1.5 });
      await page.goto(pathToFileURL(join(scratch, 'results/start/report.html')).href);
      await page.locator('#arm-0').check();
      const top = (await page.locator('#figure h2').boundingBox())!;
      const drawing = (await page.locator('#figure svg.drawing:visible').boundingBox())!;
      const end = (await page.locator('#figure details:visible').first().boundingBox())!;
      const clip = { x: drawing.x - 24, y: top.y - 20, width: drawing.width + 48, height: end.y - top.y + 20 };
      const picture = await page.screenshot({ clip, fullPage: true });
      const file = path('dashboards/pictures/report.png');
      if (write) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, picture);
      }
      const kept = readFileSync(file);
      for (const one of [picture, kept]) {
        expect(one.subarray(1, 4).toString()).toBe('PNG');
        expect(one.length).toBeLessThan(300_000);
      }
      // Fonts differ between machines, so pictures are compared in what they frame.
      expect(Math.abs(kept.readUInt32BE(16) - picture.readUInt32BE(16))).toBeLessThan(20);
      expect(Math.abs(kept.readUInt32BE(20) - picture.readUInt32BE(20))).toBeLessThan(80);
    } finally {
      await browser.close();
    }
  });

  test.each(own.filter(({ command }) => !long.test(words(command))))('$command', ({ command, code }) => {
    const said = carriedOut(wordsOf(words(command)));
    expect(said.code, said.err).toBe(code);
    expect(said.out).not.toBe('');
  });

  test.each(own.filter(({ command }) => long.test(words(command))))('$command is understood', ({ command }) => {
    expect(understood(words(command).split(' '))).toMatchObject({
      command: expect.stringMatching(/^(run|ablate|calibrate|validate|bench|dashboard)$/),
    });
  });

  test('holds no other command than those that are tried here or known to npm', () => {
    const rest = lines.map(({ command }) => command).filter((command) => !command.startsWith('npx metarange '));
    expect(rest.slice(2)).toEqual(['npm run profile -- --cpu run meeting-room-mapping --attack none']);
    expect(understood(rest[2]!.split(' ').slice(5))).toMatchObject({ command: 'run' });
  });

  test('lists every figure that can be measured anew', () => {
    const rows = figures.map(({ name, summary }) => `| \`${name}\` | ${summary} |`);
    const table = ['| `npm run evidence --` | what it measures |', '|---|---|', ...rows].join('\n');
    expect(sectionOf(root, 'evidence', table)).toBe(table);
  });
});

describe('the cookbook', () => {
  const { text, blocks } = chapterOf(new URL('scenarios/', root));
  const { code } = blocks[0]!;
  const shown = [...text.matchAll(/^npx metarange (.+)$/gm)].map((found) => found[1]!);

  test('shows a scenario of thirty lines at most', () => {
    const scenario = /^export const gallery = .*?^\}\);$/ms.exec(code)!;
    expect(scenario[0].split('\n').length).toBeLessThanOrEqual(30);
    expect(shown).toHaveLength(3);
  });

  test.each(shown)('%s', (line) => {
    writeFileSync(join(scratch, 'gallery.ts'), code);
    const said = carriedOut(line.split(' '));
    expect(said.code, said.err).toBe(0);
    expect(said.out).toContain('gallery');
  });

  test.each([
    [
      'a file that is not there',
      'galery.ts',
      undefined,
      'no file "galery.ts" (ENOENT) in metarange run; nearest valid: "gallery.ts"',
    ],
    [
      'a file without a scenario',
      'nothing.ts',
      'export const one = 1;',
      '"nothing.ts" exports nothing of the range (scenario, attack, control, metric, study) in',
    ],
    ['a file that is no TypeScript', 'broken.ts', 'export const = 1;', '"broken.ts" does not run: '],
    [
      'a scenario without claims',
      'bare.ts',
      'export const bare = { id: "S901", name: "bare", build: () => ({}) };',
      'scenario "S901" of "bare.ts" has no summary in',
    ],
    [
      'a name that is taken',
      'taken.ts',
      code.replaceAll("'gallery'", "'town-1m'"),
      'S900 town-1m of "taken.ts": S12 town-1m is there already in',
    ],
  ])('%s is one clear line', (_what, file, text, line) => {
    writeFileSync(join(scratch, 'gallery.ts'), code);
    if (text !== undefined) writeFileSync(join(scratch, file), text);
    const said = carriedOut(['run', file]);
    expect([said.code, said.out]).toEqual([2, '']);
    expect(said.err).toContain(`metarange: ${line}`);
    expect(said.err.trim().split('\n')).toHaveLength(1);
  });
});

describe('every page', () => {
  const texts = pages.map((name) => [name, readFileSync(path(name), 'utf8')] as const);

  test.each(texts)('%s leads to files that are there', (name, text) => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map((found) => found[1]!);
    expect(targets.filter((target) => !existsSync(join(dirname(path(name)), target)))).toEqual([]);
  });

  test.each(texts)('%s names scripts, tests and figures that there are', (_name, text) => {
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map((found) => found[1]!);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
    const measured = [...text.matchAll(/npm run evidence -- ([a-z][\w-]*)/g)].map((found) => found[1]!);
    expect(measured.filter((name) => !figures.some((one) => one.name === name))).toEqual([]);
    const tested = [...text.matchAll(/npx vitest (?:run|bench --run) ([\w./-]+)/g)].map((found) => found[1]!);
    expect(tested.filter((file) => !existsSync(path(file)))).toEqual([]);
  });

  test('names the stages of the test command as they are', () => {
    const { stderr } = spawnSync(process.execPath, [path('.ci/test.mjs'), 'no such stage'], { encoding: 'utf8' });
    const stages = stderr.trim().split(': ')[1]!.replaceAll(', ', ' ');
    expect(readFileSync(path('CONTRIBUTING.md'), 'utf8')).toContain(`these stages only: \`${stages}\``);
  });

  test('says what the range is built from and claims no more', () => {
    const claimed = texts.filter(([, text]) => /\bconforms?\b|\bcompliant\b|\bconformance\b/i.test(text));
    expect(claimed.map(([name]) => name)).toEqual([]);
    expect(readme).toContain('clause text not seen');
  });

  test('holds code that compiles, where it is run as it stands', () => {
    const chapters = ['sim/', 'sim/framework/', 'sim/worlds/', 'attacks/', 'scenarios/'].map((folder) =>
      chapterOf(new URL(folder, root)),
    );
    expect(chapters.every(({ blocks }) => blocks.length > 0)).toBe(true);
    expect(complaints(chapters)).toEqual([]);
  });
});
