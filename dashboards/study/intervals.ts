import { html } from '../report/markup.ts';
import { numberText, unknown } from '../report/number-text.ts';
import { at, cut, roomFor, type Picture } from './picture.ts';
import { linearScale } from './scale.ts';

/** An estimate with its interval; null where it is not known. */
export interface Estimate {
  readonly label: string;
  readonly value: number | null;
  readonly ci95: readonly [number, number] | null;
  /** Whether it is more than chance after correction, where that was asked. */
  readonly isCertain?: boolean;
}

/** Estimates one below the other. */
export interface ForestPlot extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly axis: string;
  readonly rows: readonly Estimate[];
  readonly text?: (value: number | null) => string;
}

const rowHeight = 20;
const plotWidth = 380;

const shownText = (
  { value, ci95 }: Pick<Estimate, 'value' | 'ci95'>,
  text: (value: number | null) => string,
): string =>
  value === null ? unknown : `${text(value)}${ci95 === null ? '' : ` (${text(ci95[0])} to ${text(ci95[1])})`}`;

/** Estimates with their intervals and a line at 0 (a forest plot): what differs from nothing is seen at once. */
export function forestPlot({ name, title, words, axis, rows, text = numberText }: ForestPlot): Picture | null {
  if (rows.length === 0) return null;
  const labels = rows.map(({ label }) => cut(label, 46));
  const left = 12 + Math.max(...labels.map(roomFor));
  const top = 12;
  const bottom = top + rows.length * rowHeight + 6;
  const scale = linearScale(
    rows.flatMap(({ value, ci95 }) => [value ?? [], ci95 ?? []].flat()),
    [left + 12, left + 12 + plotWidth],
    { count: 5, zero: true, text },
  );
  const drawn = rows.map(({ label, value, ci95, isCertain }, row) => {
    const y = top + (row + 0.5) * rowHeight;
    const kind = isCertain === false || (ci95 !== null && ci95[0] <= 0 && ci95[1] >= 0) ? 5 : 0;
    const shown = shownText({ value, ci95 }, text);
    const mark =
      value === null
        ? null
        : html`${ci95 === null ? null : html`<path class="whisker k${kind}" style="stroke-width:2" d="M${at(scale.of(ci95[0]))} ${at(y)}H${at(scale.of(ci95[1]))}M${at(scale.of(ci95[0]))} ${at(y - 4)}v8M${at(scale.of(ci95[1]))} ${at(y - 4)}v8" />`}<rect class="f${kind}" x="${at(scale.of(value) - 3.5)}" y="${at(y - 3.5)}" width="7" height="7" />`;
    return html`<g><title>${label}: ${shown}</title><text class="end" x="${at(left)}" y="${at(y + 4)}">${labels[row]!}</text>${mark}<text class="soft" x="${at(left + plotWidth + 30)}" y="${at(y + 4)}">${shown}</text></g>`;
  });
  const zero = at(scale.of(0));
  return {
    name,
    title,
    words,
    width: Math.ceil(left + plotWidth + 40 + Math.max(...rows.map((row) => shownText(row, text).length)) * 6.1),
    height: bottom + 44,
    content: html`${scale.ticks.map((tick) => html`<path class="grid" d="M${at(tick.at)} ${top}V${bottom}" /><text class="soft mid" x="${at(tick.at)}" y="${bottom + 16}">${tick.text}</text>`)}<path class="axis" d="M${zero} ${top - 4}V${bottom}" />${drawn}<text class="mid" x="${at(left + 12 + plotWidth / 2)}" y="${bottom + 36}">${axis}</text>`,
  };
}
