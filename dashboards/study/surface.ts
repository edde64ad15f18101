import { html, type Markup } from '../report/markup.ts';
import { numberText, percentText } from '../report/number-text.ts';
import { at, cut, key, lineKinds, sign, type Picture } from './picture.ts';
import { linearScale, shareScale, type Scale } from './scale.ts';

/** A value at one load, with its interval; null where it is not known. */
export interface SurfacePoint {
  readonly x: number;
  readonly y: number | null;
  readonly ci95: readonly [number, number] | null;
}

/** One small picture: a value over the load, a line for each level of another factor. */
export interface SurfacePanel {
  readonly title: string;
  readonly isShare: boolean;
  /** In the order of the names of lines. */
  readonly lines: readonly (readonly SurfacePoint[])[];
}

/** Small multiples that share their load: a row for each level of one factor, a column for each value. */
export interface Surface extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly load: string;
  readonly lines: readonly string[];
  readonly rows: readonly { readonly title: string; readonly panels: readonly SurfacePanel[] }[];
}

const [panelWidth, panelHeight, gapX, left, gapY] = [236, 178, 70, 58, 66];

/** Attack success, latency and goodput over offered load: one clock, one picture. Intervals are bands. */
export function surface(of: Surface): Picture | null {
  const { rows, lines } = of;
  const columns = Math.max(0, ...rows.map(({ panels }) => panels.length));
  const known = rows.flatMap(({ panels }) => panels.flatMap((panel) => panel.lines.flat()));
  if (columns === 0 || known.length === 0) return null;
  const width = left + columns * (panelWidth + gapX) - gapX + 24;
  const drawnKey = key(lines, 12, 14, width - 24);
  const loads = known.map(({ x }) => x);
  // One scale for each column, so that rows can be compared.
  const scales = Array.from({ length: columns }, (_, column) => {
    const panels = rows.flatMap(({ panels: all }) => all[column] ?? []);
    if (panels.every(({ isShare }) => isShare)) return () => shareScale([panelHeight, 0]);
    const values = panels.flatMap((panel) => panel.lines.flat().flatMap(({ y, ci95 }) => [y ?? [], ci95 ?? []].flat()));
    return () => linearScale(values, [panelHeight, 0], { count: 4, zero: true });
  });
  const rowTop = (row: number): number => drawnKey.height + 44 + row * (panelHeight + gapY + 8);
  const drawn = rows.map(({ title, panels }, row) => {
    const top = rowTop(row);
    const heading = title === '' ? null : html`<text class="head" x="12" y="${at(top - 26)}">${title}</text>`;
    const each = panels.map((panel, column) => {
      const x = left + column * (panelWidth + gapX);
      const xs = linearScale(loads, [0, panelWidth], { count: 5 });
      return html`<g transform="translate(${x} ${at(top)})"><text class="head" x="-44" y="-10">${cut(panel.title, 40)}</text>${frame(xs, scales[column]!())}${panel.lines.flat().some(({ y }) => y !== null) ? null : html`<text class="soft mid" x="${panelWidth / 2}" y="${panelHeight / 2}">nothing known</text>`}${panel.lines.map((points, kind) => curve(points, kind, xs, scales[column]!(), `${lines[kind] ?? ''}, ${panel.title}`, panel.isShare))}<text class="soft mid" x="${panelWidth / 2}" y="${panelHeight + 34}">${cut(of.load, 44)}</text></g>`;
    });
    return html`${heading}${each}`;
  });
  return {
    name: of.name,
    title: of.title,
    words: of.words,
    width: Math.max(width, 360),
    height: Math.ceil(rowTop(rows.length - 1) + panelHeight + 44),
    content: html`${drawnKey.content}${drawn}`,
  };
}

const frame = (xs: Scale, ys: Scale): Markup =>
  html`${ys.ticks.map((tick) => html`<path class="grid" d="M0 ${at(tick.at)}H${panelWidth}" /><text class="soft end" x="-7" y="${at(tick.at + 4)}">${tick.text}</text>`)}${xs.ticks.map((tick) => html`<path class="axis" d="M${at(tick.at)} ${panelHeight}v4" /><text class="soft mid" x="${at(tick.at)}" y="${panelHeight + 18}">${tick.text}</text>`)}<path class="axis" d="M0 0V${panelHeight}H${panelWidth}" />`;

/** Points in order of load in runs without a gap: an unknown value ends a run, and is not drawn through. */
function runsOf(points: readonly SurfacePoint[]): readonly (readonly SurfacePoint[])[] {
  const runs: SurfacePoint[][] = [];
  let open = false;
  for (const point of points.toSorted((one, other) => one.x - other.x)) {
    if (point.y === null) open = false;
    else if (open) runs.at(-1)!.push(point);
    else {
      runs.push([point]);
      open = true;
    }
  }
  return runs;
}

function curve(
  points: readonly SurfacePoint[],
  kind: number,
  xs: Scale,
  ys: Scale,
  what: string,
  isShare: boolean,
): Markup {
  const text = isShare ? percentText : numberText;
  const place = (x: number, y: number): string => `${at(xs.of(x))} ${at(ys.of(y))}`;
  const drawn = runsOf(points).map((run) => {
    const known = run.filter(({ ci95 }) => ci95 !== null);
    const upper = known.map(({ x, ci95 }) => place(x, ci95![1]));
    const lower = known.toReversed().map(({ x, ci95 }) => place(x, ci95![0]));
    const band =
      known.length < 2
        ? null
        : html`<path class="f${kind % lineKinds} band" style="stroke:none" d="M${[...upper, ...lower].join('L')}Z" />`;
    // Whiskers too: a band between two points is read off, an interval at a point was measured.
    const whiskers = known.map(({ x, ci95 }) => `M${place(x, ci95![0])}L${place(x, ci95![1])}`).join('');
    return html`${band}${whiskers === '' ? null : html`<path class="whisker k${kind % lineKinds}" style="opacity:.6;stroke-width:1" d="${whiskers}" />`}<path class="line k${kind % lineKinds}" d="M${run.map(({ x, y }) => place(x, y!)).join('L')}" />${run.map(({ x, y }) => html`<g><title>${what}: ${text(y)} at ${numberText(x)}</title>${sign(kind, xs.of(x), ys.of(y!))}</g>`)}`;
  });
  return html`${drawn}`;
}
