import { expect, test } from 'vitest';
import { everyText, sampleAblation, sampleStudy } from '../testing/sample-study.ts';
import { bibtex } from './citation.ts';
import { latexText } from './latex.ts';
import { sensitivityBars } from './sensitivity.ts';
import { reportFiles } from './study-report.ts';
import { tableAsCsv } from './table.ts';

const citation =
  'title: metarange\nauthors:\n  - family-names: Ödegård\n    given-names: "Ada & Co"\nlicense: Apache-2.0\n';
const filesOf = (study = sampleStudy(), manifest: Readonly<Record<string, unknown>> | null = null) =>
  reportFiles({ result: { kind: 'study', study }, manifest, citation });
const ablationFiles = (ablation = sampleAblation()) =>
  reportFiles({ result: { kind: 'ablation', ablation }, manifest: null, citation });

test('a study has its page, every picture it has numbers for, and each table twice', () => {
  expect([...filesOf().keys()].toSorted()).toEqual(
    [
      ...['heat-map', 'intervals-m30-p99', 'pareto-m30-p99', 'sensitivity', 'surface', 'trail'].map(
        (name) => `figures/${name}.svg`,
      ),
      'report.html',
      ...['attacks', 'cells', 'comparisons', 'sensitivity'].flatMap((name) => [
        `tables/${name}.csv`,
        `tables/${name}.tex`,
      ]),
    ].toSorted(),
  );
  expect(filesOf()).toEqual(filesOf());
});

test('failures and warnings stand before any picture, in words', () => {
  const text = filesOf().get('report.html')!;
  expect(text.indexOf('went out of memory')).toBeGreaterThan(0);
  expect(text.indexOf('went out of memory')).toBeLessThan(text.indexOf('<svg class="pic"'));
  expect(text).toContain('1 run gave nothing');
  // 3 loads of 20 attempts each; the load without an attempt counts for nothing.
  expect(text).toContain('Of the attempts to attack, there succeed 95\u202f% under none, 35\u202f% under access');
});

test('what was not tried is hatched and unknown, what was not played is empty, and neither is 0', () => {
  const heat = filesOf(sampleStudy(1)).get('figures/heat-map.svg')!;
  expect(heat).toContain('A07, profile none: ? no attempts');
  expect(heat).not.toMatch(/>0\u202f%</);
  const alone = ablationFiles().get('figures/heat-alone.svg')!;
  expect(alone).toContain('C10 nonce-store: ? unknown');
  expect(ablationFiles().get('tables/sets.csv')).toContain('none+C10,2,none,A07,,,');
  const cells = filesOf().get('tables/cells.csv')!.split('\r\n');
  expect(cells[1]).toBe('10,none,none,5,,,,17,15.3,17.85,3.3333333333333335,3,3.5000000000000004');
});

test('an unknown value breaks its curve; the line asked for is drawn where the manifest says so', () => {
  const study = sampleStudy(5);
  const gap = study.cells.map((cell) =>
    cell.levels['persons'] === 30
      ? { ...cell, metrics: { ...cell.metrics, 'M30.p99': { value: null, unit: 'ms', n: 0, ci95: null } } }
      : cell,
  );
  const lines = (text: string): number => text.split('class="line k0" d="M').length;
  const whole = filesOf(study).get('figures/surface.svg')!;
  // Both rows of the picture, with and without attack, have a curve in two pieces.
  expect(lines(filesOf({ ...study, cells: gap }).get('figures/surface.svg')!)).toBe(lines(whole) + 2);
  expect(filesOf().get('figures/trail.svg')).not.toContain('asked:');
  const manifest = { study: { repetition: { relative: 0.05 } } };
  expect(filesOf(study, manifest).get('figures/trail.svg')).toContain('asked: 5\u202f%');
});

test('one cell and two hundred are drawn, and nothing at all is said to be nothing', () => {
  const study = sampleStudy();
  const one = filesOf({ ...study, cells: study.cells.slice(-1), comparisons: [], sensitivity: [], trail: [] });
  expect(one.has('figures/heat-map.svg')).toBe(true);
  expect(one.has('figures/surface.svg')).toBe(false);
  const many = filesOf(sampleStudy(34));
  expect(many.get('report.html')).toContain('204 cells');
  expect(many.get('report.html')!.length).toBeLessThan(1_000_000);
  expect(many.get('tables/cells.csv')!.split('\r\n')).toHaveLength(206);
  const none = filesOf({ ...study, cells: [], comparisons: [], sensitivity: [], trail: [] });
  expect(none.get('report.html')).toContain('No cell was played.');
  expect([...none.keys()].filter((name) => name.endsWith('.svg'))).toEqual([]);
});

test('no text of a result becomes markup, a path or a command of LaTeX', () => {
  const hostile = (text: string): string => `${text}</title><script>alert(1)</script>"'&\u202e\\input{/x}%../`;
  const study = {
    ...everyText(sampleStudy(), hostile),
    study: {
      ...everyText(sampleStudy().study, hostile),
      design: 'full-factorial',
      factors: everyText(sampleStudy().study.factors, hostile).map((factor, at) => ({
        ...factor,
        kind: sampleStudy().study.factors[at]!.kind,
      })),
    },
  };
  const named = {
    ...study,
    cells: sampleStudy().cells.map((cell) => ({
      ...cell,
      levels: Object.fromEntries(
        Object.entries(cell.levels).map(([name, level]) => [
          hostile(name),
          typeof level === 'string' ? hostile(level) : level,
        ]),
      ),
      attacks: cell.attacks.map((attack) => ({ ...attack, id: hostile(attack.id) })),
      metrics: Object.fromEntries(Object.entries(cell.metrics).map(([name, one]) => [hostile(name), one])),
    })),
  };
  const files = filesOf(named);
  expect(files.has('figures/surface.svg')).toBe(true);
  expect(files.has('figures/heat-map.svg')).toBe(true);
  for (const [name, text] of files) {
    expect(name).toMatch(/^(report\.html|figures\/[a-z0-9-]+\.svg|tables\/[a-z-]+\.(tex|csv))$/);
    if (name.endsWith('.tex')) expect(text, name).not.toMatch(/\\input|[^\\]%\.|<script/);
    else if (!name.endsWith('.csv')) expect(text, name).not.toMatch(/<script>alert|\u202e/);
  }
});

test('an interval of an index that goes beyond the plot runs to its edge without an end, and indices have two decimals', () => {
  const row = { value: 'M01', factor: 'persons', first: -0.008076, total: 0.5, totalCi95: null } as const;
  const drawn = (firstCi95: readonly [number, number]): string =>
    sensitivityBars({ name: 's', title: 's', words: 's', rows: [{ ...row, firstCi95 }], titleOf: String })!.content
      .markup;
  const ends = (text: string): number => text.split('v6').length - 1;
  expect([drawn([-0.3, 0.4]), drawn([-3, 0.4]), drawn([-3, 4])].map(ends)).toEqual([2, 1, 0]);
  expect(drawn([-3, 4])).toContain('>\u22120.01 / 0.50<');
});

test('LaTeX gets its special characters escaped, and what its fonts lack as a question mark', () => {
  expect(latexText('50\u202f% of A_1 & {B} #2 $x$ ~ ^ \\ 语')).toBe(
    '50\\,\\% of A\\_1 \\& \\{B\\} \\#2 \\$x\\$ \\textasciitilde{} \\textasciicircum{} \\textbackslash{} ?',
  );
  // What a compiler was seen to refuse, and what it would set as another sign.
  expect(latexText('--with "x" ſĦ')).toBe("-{}-with ''x'' ??");
  const tex = filesOf().get('tables/cells.tex')!;
  expect(tex).toContain('\\begin{tabular}{lllrrrr}\n  \\toprule\n  persons & profile & attack & replications');
  expect(tex).toContain('  10 & none & none & 5 & unknown & 17 (15.3 to 17.85) & 3.333 (3 to 3.5) \\\\');
});

test('a spreadsheet takes no name for a formula, and quotes stand doubled', () => {
  const columns = [{ title: 'name', kind: 'text' as const }];
  expect(tableAsCsv({ name: 't', title: 't', columns, rows: [['=1+1'], ['a "b", c'], [null]] })).toBe(
    'name\r\n\'=1+1\r\n"a ""b"", c"\r\n\r\n',
  );
});

test('the citation is BibTeX of what CITATION.cff says', () => {
  expect(bibtex(citation, '0.1.0', 'study T1, digest unknown')).toBe(
    '@software{metarange-0.1.0,\n  author = {Ödegård, Ada \\& Co},\n  title = {{metarange}},\n  version = {0.1.0},\n  license = {Apache-2.0},\n  note = {study T1, digest unknown}\n}\n',
  );
});

test('an ablation says in words what stops, what comes back, and what is enough', () => {
  const text = ablationFiles().get('report.html')!;
  expect(text).toContain('framework is shown to hold 1; no control at all is shown to hold 0');
  expect(text).toContain('Alone, C11 stops at least one. Taken out, C11 lets at least one in.');
  expect(text).toContain('(A07): C11.');
});
