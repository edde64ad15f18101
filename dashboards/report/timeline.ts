import type { ArmSummary } from '../../metrics/results/summary.ts';
import { html, type Markup } from './markup.ts';
import { numberText, secondsText } from './number-text.ts';
import type { View } from './views.ts';

type Happening = ArmSummary['picture']['timeline'][number];

const width = 1100;
const left = 214;
const right = width - 34;
const stripHeight = 54;
const laneHeight = 24;
/** Marks a lane can hold before they hide each other, and marks on the timelines of all arms together. */
const lanePoints = 80;
const allPoints = 1500;
/** Rows of all arms' lists together. */
const allRows = 300;
/** Points of a strip: more cannot be told apart at this width. */
const stripPoints = 320;

const kindText: Readonly<Record<Happening['what'], string>> = {
  step: 'attack step',
  violation: 'violation',
  alarm: 'alarm',
  restart: 'restart',
  revocation: 'revocation',
};

const kindShape: Readonly<Record<Happening['what'], Markup>> = {
  step: html`<circle r="3.4" />`,
  violation: html`<path d="M0 -6L5.8 4.4H-5.8Z" />`,
  alarm: html`<rect x="-4.2" y="-4.2" width="8.4" height="8.4" rx="1" />`,
  restart: html`<path d="M-4.5 0A4.5 4.5 0 1 1 0 4.5M-4.5 0l-2.4 -2.6M-4.5 0l2.8 -2.2" />`,
  revocation: html`<path d="M-4 -4L4 4M4 -4L-4 4" />`,
};

/** Bins made fewer by joining neighbours; the larger value stands for both, so that no peak is lost. */
export function thinned(values: readonly (number | null)[], most: number): readonly (number | null)[] {
  const join = Math.max(1, Math.ceil(values.length / most));
  return Array.from({ length: Math.ceil(values.length / join) }, (_, index) => {
    const known = values.slice(index * join, (index + 1) * join).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((largest, value) => Math.max(largest, value));
  });
}

const strip = (
  title: string,
  unit: string,
  values: readonly (number | null)[],
  top: number,
  shape: 'as-area' | 'as-line',
  ceiling = 0,
): Markup => {
  const known = values.filter((value) => value !== null);
  const most = known.reduce((largest, value) => Math.max(largest, value), ceiling);
  const points = thinned(values, stripPoints);
  const bottom = top + stripHeight;
  const scale = most > 0 ? (stripHeight - 6) / most : 0;
  // Numbered points under a transform take a third of the room that places on the page would.
  const step = (right - left) / Math.max(1, points.length);
  let path = '';
  let joined = false;
  points.forEach((value, index) => {
    const at = `${index} ${Number((value ?? 0) * scale)
      .toFixed(1)
      .replace(/\.0$/, '')}`;
    if (value !== null) path += joined ? ` ${at}` : `M${at}`;
    joined = value !== null;
  });
  const whole = shape === 'as-area' && points.length > 0 && !points.includes(null);
  const drawn = whole ? `M0 0L${path.slice(1)} ${points.length - 1} 0` : path;
  return html`<g class="strip ${shape}"><path class="grid" d="M${left} ${bottom}H${right}M${left} ${top + 6}H${right}" /><path class="curve" transform="translate(${(left + step / 2).toFixed(1)} ${bottom}) scale(${step.toFixed(4)} -1)" d="${drawn}" />
<text class="lane-name" x="0" y="${top + 22}">${title}</text><text class="lane-unit" x="0" y="${top + 38}">${unit}</text>
<text class="scale" x="${left - 8}" y="${top + 10}">${known.length === 0 ? '?' : numberText(most)}</text><text class="scale" x="${left - 8}" y="${bottom}">0</text></g>`;
};

/** The shapes of what happens, defined once for all timelines of a page. */
export const happeningShapes: Markup = html`<svg width="0" height="0" aria-hidden="true" class="shapes"><defs>${(
  Object.keys(kindShape) as Happening['what'][]
).map((what) => html`<g id="shape-${what}" class="happening ${what}">${kindShape[what]}</g>`)}</defs></svg>`;

/** Where the lines under the time axis stand: a round step that gives at most nine of them. */
export function ticks(untilSeconds: number): readonly number[] {
  const steps = [
    0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 21600, 86400, 864000,
    8640000,
  ];
  const step = steps.find((candidate) => untilSeconds / candidate <= 9) ?? Math.max(1, untilSeconds);
  return Array.from({ length: Math.floor(untilSeconds / step) + 1 }, (_, index) => index * step);
}

/** What the shapes of a timeline mean; the same for all of them. */
export const timelineLegend: Markup = html`<p class="legend">${(Object.keys(kindText) as Happening['what'][]).map(
  (what) =>
    html`<span><svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><use href="#shape-${what}" /></svg>${kindText[what]}</span>`,
)}</p>`;

/** Attack steps, violations and alarms of one view below its goodput and latency, on one time axis. */
export function timeline({ picture, name, note, key, room, mostGoodput, attackName }: View): Markup {
  const { series, timeline: happenings } = picture;
  const until = Math.max(series.binSeconds * series.goodput.length, ...happenings.map((one) => one.atSeconds), 1e-3);
  const x = (seconds: number): number => left + ((right - left) * Math.max(0, seconds)) / until;
  const lanes = [...new Set(happenings.map((one) => one.attack ?? ''))].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  const stripsTop = 8;
  const lanesTop = stripsTop + 2 * (stripHeight + 14) + 6;
  const axis = lanesTop + lanes.length * laneHeight + 4;
  const laneText = (lane: string): string => (lane === '' ? 'the range itself' : `${lane} ${attackName(lane)}`.trim());
  const most = Math.max(4, Math.min(lanePoints, Math.floor((allPoints * room) / Math.max(1, lanes.length))));
  const data = JSON.stringify({ ...series, until, left, right, width }, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  );
  return html`<figure class="timeline"><div class="scroll" tabindex="0" role="region" aria-label="Timeline under ${name}">
<svg class="times" viewBox="0 0 ${width} ${axis + 26}" role="img" aria-labelledby="${key}-times" data-series="${data}">
<title id="${key}-times">Timeline under ${name}: ${timelineWords(happenings)}</title>
${ticks(until).map((at) => html`<path class="grid" d="M${x(at).toFixed(1)} ${stripsTop}V${axis}" /><text class="tick" x="${x(at).toFixed(1)}" y="${axis + 18}">${secondsText(at).replace(/ 00 (s|min)$/, '')}</text>`)}
${strip('goodput', 'operations/s', series.goodput, stripsTop, 'as-area', mostGoodput)}
${strip('p99 latency', 'ms', series.p99Ms, stripsTop + stripHeight + 14, 'as-line')}
${lanes.map((lane, index) => {
  const y = lanesTop + index * laneHeight + laneHeight / 2;
  const own = happenings.filter((one) => (one.attack ?? '') === lane);
  const shown = own.filter((_, position) => position % Math.ceil(own.length / most) === 0);
  return html`<g class="lane"><path class="grid" d="M${left} ${y}H${right}" /><text class="lane-name" x="0" y="${y + 4.5}">${laneText(lane)}</text>${shown.map(
    (one) =>
      html`<use href="#shape-${one.what}" x="${x(one.atSeconds).toFixed(1)}" y="${y}"><title>${secondsText(one.atSeconds)}: ${one.text}</title></use>`,
  )}</g>`;
})}
<path class="cursor" d="M0 ${stripsTop}V${axis}" visibility="hidden" />
</svg></div>
<div class="scrub" hidden><label for="${key}-time">Read the curves at</label><input type="range" id="${key}-time" min="0" max="${Math.max(0, series.goodput.length - 1)}" value="0"><output for="${key}-time"></output></div>
<figcaption>First replication; bins of ${secondsText(series.binSeconds)}. ${note}</figcaption></figure>`;
}

const timelineWords = (happenings: readonly Happening[]): string => {
  if (happenings.length === 0) return 'nothing happened beside honest service.';
  const count = (what: Happening['what']): number => happenings.filter((one) => one.what === what).length;
  return `${count('step')} attack steps, ${count('violation')} violations, ${count('alarm')} alarms, in the list that follows.`;
};

/** The same happenings as a list, the first of them. */
export function happeningTable({ picture, name, room }: View): Markup {
  const happenings = picture.timeline;
  if (happenings.length === 0)
    return html`<p class="note">No attack step, violation or alarm was recorded under ${name}.</p>`;
  const shown = happenings.slice(0, Math.floor(allRows * room));
  return html`<details class="words"><summary>The same as a list</summary>
<div class="scroll" tabindex="0" role="region" aria-label="What happened under ${name}"><table>
<caption>${shown.length === happenings.length ? 'What happened' : `The first ${shown.length} of ${numberText(happenings.length)} entries`} under ${name}</caption>
<thead><tr><th scope="col" class="number">At</th><th scope="col">What</th><th scope="col">Attack</th><th scope="col">In words</th></tr></thead>
<tbody>${shown.map((one) => html`<tr><td class="number">${secondsText(one.atSeconds)}</td><td>${kindText[one.what]}</td><td>${one.attack ?? 'none'}</td><td>${one.text}</td></tr>`)}</tbody></table></div></details>`;
}
