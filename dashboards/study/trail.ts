import type { TrailPoint } from '../../metrics/results/study.ts';
import { html } from '../report/markup.ts';
import { percentText } from '../report/number-text.ts';
import { at, key, lineKinds, sign, type Picture } from './picture.ts';
import { linearScale } from './scale.ts';

/** How precise a study became as it went on. */
export interface Trail extends Pick<Picture, 'name' | 'title' | 'words'> {
  readonly points: readonly TrailPoint[];
  readonly titleOf: (value: string) => string;
  /** Half-width over value, or of a share, that was asked for; null where that is not known. */
  readonly asked: number | null;
}

const [width, left, right] = [700, 62, 680];
const plotHeight = 250;

/** Widest half-width against replications, a line for each value, and what was asked as a line across. */
export function trail({ name, title, words, points, titleOf, asked }: Trail): Picture | null {
  const values = [...new Set(points.flatMap(({ widest }) => Object.keys(widest)))];
  if (points.length === 0 || values.length === 0) return null;
  const drawnKey = key(values.map(titleOf), 12, 14, width - 24);
  const top = drawnKey.height + 16;
  const bottom = top + plotHeight;
  const xs = linearScale(
    points.map(({ replications }) => replications),
    [left, right],
    { count: 7, zero: true },
  );
  const known = points.flatMap(({ widest }) => Object.values(widest).flatMap((half) => half ?? []));
  const ys = linearScale([...known, ...(asked === null ? [] : [asked])], [bottom, top], {
    count: 5,
    zero: true,
    text: percentText,
  });
  const lines = values.map((value, kind) => {
    const places = points.flatMap(({ replications, widest }) => {
      const half = widest[value] ?? null;
      return half === null ? [] : [{ replications, half, x: xs.of(replications), y: ys.of(half) }];
    });
    if (places.length === 0) return null;
    return html`<path class="line k${kind % lineKinds}" d="M${places.map(({ x, y }) => `${at(x)} ${at(y)}`).join('L')}" />${places.map(({ x, y, half, replications }) => html`<g><title>${titleOf(value)}: ${percentText(half)} after ${replications} replications</title>${sign(kind, x, y)}</g>`)}`;
  });
  const line =
    asked === null
      ? null
      : html`<path class="asked" d="M${left} ${at(ys.of(asked))}H${right}" /><text class="halo end" x="${right}" y="${at(ys.of(asked) - 6)}">asked: ${percentText(asked)}</text>`;
  return {
    name,
    title,
    words,
    width,
    height: Math.ceil(bottom + 46),
    content: html`${drawnKey.content}${ys.ticks.map((tick) => html`<path class="grid" d="M${left} ${at(tick.at)}H${right}" /><text class="soft end" x="${left - 8}" y="${at(tick.at + 4)}">${tick.text}</text>`)}${xs.ticks.map((tick) => html`<path class="axis" d="M${at(tick.at)} ${at(bottom)}v4" /><text class="soft mid" x="${at(tick.at)}" y="${at(bottom + 18)}">${tick.text}</text>`)}<path class="axis" d="M${left} ${at(top)}V${at(bottom)}H${right}" />${lines}${line}<text class="mid" x="${(left + right) / 2}" y="${at(bottom + 38)}">replications of each cell</text>`,
  };
}
