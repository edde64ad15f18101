import type { Anchor, AnchorRow, Estimate } from './anchor.ts';
import { agrees, isInside, isSharp, verdictOf } from './estimate.ts';

/** From which code, with which seed and effort a figure of the page comes. */
export interface Origin {
  /** Commit of the code. */
  readonly commit: string;
  readonly seed: number;
  readonly share: number;
}

/** What was measured for the page: rows by id, and the growth of Mirai; absent where it was not measured yet. */
export interface PageFigures {
  readonly rows: Readonly<Record<string, Estimate & Origin>>;
  readonly growth?: Origin & {
    readonly points: readonly ({ readonly things: number; readonly expected: number } & Estimate)[];
  };
}

const number = (value: number): string => String(Number(value.toPrecision(5)));
const interval = ({ ci }: Estimate): string => `${number(ci[0])} to ${number(ci[1])}`;
const origin = ({ commit, seed, share }: Origin): string => `${commit.slice(0, 9)}, ${seed}, ${share}`;

const valueOf = ({ within }: AnchorRow): string => (within === undefined ? 'closed form' : 'published value');
/** The value that is expected, and which ones count as it where that is not one alone. */
const expectation = ({ expected, within }: AnchorRow): string =>
  within === undefined ? number(expected) : `${number(expected)} (${number(within[0])} to ${number(within[1])})`;

const verdict = (row: AnchorRow, estimate: Estimate): string => {
  const found = verdictOf(row, estimate);
  if (found === 'pass') return found;
  if (found === 'miss') return `**miss**, known: ${row.miss}`;
  const reasons = [
    ...(agrees(row, estimate) || row.miss !== undefined ? [] : [`the ${valueOf(row)} is outside`]),
    ...(agrees(row, estimate) && row.miss !== undefined ? ['said to miss, and does not'] : []),
    ...(isSharp(row, estimate) ? [] : ['the interval is too wide']),
    ...(isSharp(row, estimate) && agrees(row, estimate) && !isInside(row, estimate)
      ? ['the interval reaches too far']
      : []),
  ];
  return `**fail**: ${reasons.join(', ')}`;
};

/** The table of every anchor: what is expected and what was measured, failures and rows without a figure among them. */
export function anchorTable(anchors: readonly Anchor[], { rows }: PageFigures): string {
  const lines = anchors.flatMap((anchor) =>
    anchor.rows.map((row) => {
      const found = rows[row.id];
      const cells =
        found === undefined
          ? ['not measured yet', '', '', '']
          : [number(found.measured), interval(found), verdict(row, found), origin(found)];
      return `| ${[row.id, row.name, anchor.through, expectation(row), ...cells].join(' | ')} |`;
    }),
  );
  return [
    '| id | what | through | expected | measured | interval | verdict | commit, seed, share |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** Columns of the plot for an hour. */
const columnsAnHour = 2;

/** The growth of Mirai: the law beside what the range plays, as a plot of text over hours. */
export function growthPlot({ growth }: PageFigures): string {
  if (growth === undefined) return 'Not measured yet.';
  const lines = growth.points.map((point) => {
    const at = Math.round(point.expected * columnsAnHour);
    const bar = '='.repeat(Math.round(point.measured * columnsAnHour)).padEnd(at + 1);
    const marked = `${bar.slice(0, at)}|${bar.slice(at + 1)}`;
    return `${String(point.things).padStart(6)} things ${marked}  ${number(point.measured)} h (${interval(point)}), law ${number(point.expected)} h`;
  });
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\nMade by commit, seed, share ${origin(growth)}; \`=\` is what was measured, \`|\` the law.`;
}
