import type { SensitivityRow } from '../../metrics/results/study.ts';
import { html } from '../report/markup.ts';
import { unknown } from '../report/number-text.ts';
import { at, cut, roomFor, type Picture } from './picture.ts';
import { linearScale } from './scale.ts';

/** Sensitivity of several values to several factors. */
export interface SensitivityBars extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly rows: readonly SensitivityRow[];
  readonly titleOf: (value: string) => string;
}

const [barHeight, pairHeight, headHeight, plotWidth] = [11, 34, 30, 420];

/** How far bars and intervals are drawn. */
const ends: readonly [number, number] = [-0.5, 1.5];
/** An index is no surer than this. */
const indexText = (share: number | null): string =>
  share === null ? unknown : share.toFixed(2).replace('-0.00', '0.00').replace('-', '\u2212');

/** For each value and factor a bar for what it explains alone, and one for that with all it takes part in, with intervals. */
export function sensitivityBars({ name, title, words, rows, titleOf }: SensitivityBars): Picture | null {
  if (rows.length === 0) return null;
  const values = [...new Set(rows.map(({ value }) => value))];
  const left = 34 + Math.max(...rows.map(({ factor }) => roomFor(cut(factor, 30))));
  const [least, most] = ends;
  const whole = linearScale(ends, [left, left + plotWidth], { count: 6, zero: true });
  // An index lies from 0 to 1 but for the error of few points: what goes further runs to the edge, without an end there.
  const scale = { ...whole, of: (share: number) => whole.of(Math.min(most, Math.max(least, share))) };
  const zero = scale.of(0);
  const bar = (share: number | null, ci95: readonly [number, number] | null, kind: number, y: number, what: string) => {
    if (share === null) return html`<text class="soft" x="${at(zero + 6)}" y="${at(y + 9)}">${what}: ${unknown}</text>`;
    const x = scale.of(share);
    const cap = (end: number): string => (end < least || end > most ? '' : `M${at(scale.of(end))} ${at(y + 2.5)}v6`);
    const whisker =
      ci95 === null
        ? null
        : html`<path class="whisker k5" d="M${at(scale.of(ci95[0]))} ${at(y + barHeight / 2)}H${at(scale.of(ci95[1]))}${ci95.map(cap).join('')}" />`;
    return html`<g><title>${what}: ${indexText(share)}</title><rect class="f${kind}" x="${at(Math.min(x, zero))}" y="${at(y)}" width="${at(Math.abs(x - zero))}" height="${barHeight}"${kind === 0 ? null : html` style="fill-opacity:.35"`} />${whisker}</g>`;
  };
  let y = 34;
  const drawn = values.map((value) => {
    const heading = html`<text class="head" x="8" y="${at(y + 14)}">${cut(titleOf(value), 60)}</text>`;
    y += headHeight - 8;
    const bars = rows
      .filter((row) => row.value === value)
      .map((row) => {
        const part = html`<text class="end" x="${at(left - 8)}" y="${at(y + 17)}">${cut(row.factor, 30)}</text>${bar(row.first, row.firstCi95, 0, y + 2, `${row.factor} alone`)}${bar(row.total, row.totalCi95, 1, y + 15, `${row.factor} in all`)}<text class="soft" x="${at(left + plotWidth + 12)}" y="${at(y + 17)}">${indexText(row.first)} / ${indexText(row.total)}</text>`;
        y += pairHeight;
        return part;
      });
    y += 6;
    return html`${heading}${bars}`;
  });
  return {
    name,
    title,
    words,
    width: Math.ceil(left + plotWidth + 130),
    height: Math.ceil(y + 44),
    content: html`<rect class="f0" x="8" y="8" width="18" height="${barHeight}" /><text x="32" y="18">alone (first order)</text><rect class="f1" style="fill-opacity:.35" x="170" y="8" width="18" height="${barHeight}" /><text x="194" y="18">with all it takes part in (total)</text>${scale.ticks.map((tick) => html`<path class="grid" d="M${at(tick.at)} 32V${at(y)}" /><text class="soft mid" x="${at(tick.at)}" y="${at(y + 16)}">${tick.text}</text>`)}<path class="axis" d="M${at(zero)} 32V${at(y)}" />${drawn}<text class="mid" x="${at(left + plotWidth / 2)}" y="${at(y + 36)}">share of the variance explained</text>`,
  };
}
