import { shownAttempts } from '../../metrics/results/bounds.ts';
import type { Picture } from '../../metrics/results/summary.ts';
import { html, type Markup } from './markup.ts';
import { numberText, secondsText } from './number-text.ts';
import { drawnStrip, left, right } from './strip.ts';
import type { View } from './views.ts';

type Happening = Picture['timeline'][number];

const width = 1100;
const stripHeight = 54;
const barsHeight = 34;
const laneHeight = 24;
/** Marks a lane can hold before they hide each other, and marks on the timelines of all arms together. */
const lanePoints = 80;
const allPoints = 1500;
/** Rows of all arms' lists together. */
const allRows = 300;
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

/** Marks that a lane shows: all, or what was broken and as many of the others as there is room for, evenly. */
const marksOf = (own: readonly Happening[], most: number): readonly Happening[] => {
  if (own.length <= most) return own;
  const broken = own.filter(({ what }) => what === 'violation').slice(0, most);
  const others = own.filter(({ what }) => what !== 'violation');
  const every = Math.ceil(others.length / Math.max(1, most - broken.length));
  const kept = new Set([...broken, ...others.filter((_, position) => position % every === 0)]);
  return own.filter((one) => kept.has(one));
};

/** What the strips count, under the curves: attempts, violations, alarms; what no result tells is left out. */
const counted = ({ attempts, violations, alarms }: Picture['series']) =>
  [
    { title: 'attempts begun', values: attempts ?? [], kind: 'step' },
    { title: 'violations', values: violations, kind: 'violation' },
    { title: 'alarms', values: alarms, kind: 'alarm' },
  ].filter(({ values }) => values.length > 0);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What the marks leave out of what the strips count, in sentences; none where they show everything. */
const leftOut = ({ series, timeline: happenings }: Picture, drawn: number): readonly string[] => {
  const marked = (what: Happening['what']): number => happenings.filter((one) => one.what === what).length;
  const begun = sum(series.attempts ?? []);
  const parts = [
    ...(marked('violation') < sum(series.violations)
      ? [
          `the first violation of each property by each attack (${marked('violation')} of ${numberText(sum(series.violations))})`,
        ]
      : []),
    ...(marked('alarm') < sum(series.alarms)
      ? [`the first alarms (${marked('alarm')} of ${numberText(sum(series.alarms))})`]
      : []),
    ...(marked('step') > 0 && begun > shownAttempts
      ? [`the steps of the first ${shownAttempts} attempts of each attack (${numberText(begun)} began)`]
      : []),
  ];
  const all = numberText(happenings.length);
  return [
    ...(parts.length === 0 ? [] : [`Marks are ${parts.join(', ')}; the strips above count all of them.`]),
    ...(drawn < happenings.length ? [`Of these ${all} marks ${numberText(drawn)} are drawn.`] : []),
  ];
};

/** Attack steps, violations and alarms of one view below its goodput and latency, on one time axis. */
export function timeline({ picture, name, note, key, room, mostGoodput, attackName }: View): Markup {
  const { series, timeline: happenings } = picture;
  const until = Math.max(series.binSeconds * series.goodput.length, ...happenings.map((one) => one.atSeconds), 1e-3);
  const x = (seconds: number): number => left + ((right - left) * Math.max(0, seconds)) / until;
  const lanes = [...new Set(happenings.map((one) => one.attack ?? ''))].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  const stripsTop = 8;
  const counts = counted(series);
  const countsTop = stripsTop + 2 * (stripHeight + 14);
  const lanesTop = countsTop + counts.length * (barsHeight + 8) + 6;
  const axis = lanesTop + lanes.length * laneHeight + 4;
  const laneText = (lane: string): string => (lane === '' ? 'the range itself' : `${lane} ${attackName(lane)}`.trim());
  const most = Math.max(4, Math.min(lanePoints, Math.floor((allPoints * room) / Math.max(1, lanes.length))));
  const data = JSON.stringify({ ...series, until, left, right, width }, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  );
  const shown = lanes.map((lane) =>
    marksOf(
      happenings.filter((one) => (one.attack ?? '') === lane),
      most,
    ),
  );
  const curves = { height: stripHeight };
  const caption = [
    `First replication; bins of ${secondsText(series.binSeconds)}.`,
    note,
    ...leftOut(picture, sum(shown.map(({ length }) => length))),
  ].filter((text) => text !== '');
  return html`<figure class="timeline"><div class="scroll" tabindex="0" role="region" aria-label="Timeline under ${name}">
<svg class="times" viewBox="0 0 ${width} ${axis + 26}" role="img" aria-labelledby="${key}-times" data-series="${data}">
<title id="${key}-times">Timeline under ${name}: ${timelineWords(picture)}</title>
${ticks(until).map((at) => html`<path class="grid" d="M${x(at).toFixed(1)} ${stripsTop}V${axis}" /><text class="tick" x="${x(at).toFixed(1)}" y="${axis + 18}">${secondsText(at).replace(/ 00 (s|min)$/, '')}</text>`)}
${drawnStrip({ ...curves, title: 'goodput', unit: 'operations/s', values: series.goodput, top: stripsTop, shape: 'as-area', ceiling: mostGoodput })}
${drawnStrip({ ...curves, title: 'p99 latency', unit: 'ms', values: series.p99Ms, top: stripsTop + stripHeight + 14, shape: 'as-line' })}
${counts.map((strip, index) => drawnStrip({ ...strip, unit: '', top: countsTop + index * (barsHeight + 8), height: barsHeight, shape: 'as-bars' }))}
${lanes.map((lane, index) => {
  const y = lanesTop + index * laneHeight + laneHeight / 2;
  return html`<g class="lane"><path class="grid" d="M${left} ${y}H${right}" /><text class="lane-name" x="0" y="${y + 4.5}">${laneText(lane)}</text>${shown[
    index
  ]!.map(
    (one) =>
      html`<use href="#shape-${one.what}" x="${x(one.atSeconds).toFixed(1)}" y="${y}"><title>${secondsText(one.atSeconds)}: ${one.text}</title></use>`,
  )}</g>`;
})}
<path class="cursor" d="M0 ${stripsTop}V${axis}" visibility="hidden" />
</svg></div>
<div class="scrub" hidden><label for="${key}-time">Read the curves at</label><input type="range" id="${key}-time" min="0" max="${Math.max(0, series.goodput.length - 1)}" value="0"><output for="${key}-time"></output></div>
<figcaption>${caption.join(' ')}</figcaption></figure>`;
}

const timelineWords = ({ series, timeline: happenings }: Picture): string => {
  const [violations, alarms] = [sum(series.violations), sum(series.alarms)];
  if (happenings.length === 0 && violations + alarms === 0) return 'nothing happened beside honest service.';
  const begun = series.attempts === undefined ? '' : `${numberText(sum(series.attempts))} attempts began, `;
  return `${begun}${numberText(violations)} violations, ${numberText(alarms)} alarms; the first of them in the list that follows.`;
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
