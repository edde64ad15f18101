import { html, type Markup } from './markup.ts';
import { numberText } from './number-text.ts';

/** Where the time axis begins and ends in a timeline, in units of its view box. */
export const left = 214;
export const right = 1066;

/** Points of a strip: more cannot be told apart at this width. */
const stripPoints = 320;

/** Bins made fewer by joining neighbours; the larger value stands for both, so that no peak is lost. */
export function thinned(values: readonly (number | null)[], most: number): readonly (number | null)[] {
  const join = Math.max(1, Math.ceil(values.length / most));
  return Array.from({ length: Math.ceil(values.length / join) }, (_, index) => {
    const known = values.slice(index * join, (index + 1) * join).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((largest, value) => Math.max(largest, value));
  });
}

/** A curve over the time axis. */
export interface Strip {
  readonly title: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
  readonly top: number;
  readonly height: number;
  /** A line, the area under one, or bars of counts. */
  readonly shape: 'as-area' | 'as-line' | 'as-bars';
  /** What colours it beside its shape: the class of a happening. */
  readonly kind?: string;
  /** Value that its top stands for, at least. */
  readonly ceiling?: number;
}

const short = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

/** Bars: each bin that counts something is a stroke from the ground up. */
const bars = (points: readonly (number | null)[], scale: number): string =>
  points.flatMap((value, index) => (value ? `M${index} 0V${short(Math.max(1.5, value * scale))}` : [])).join('');

const curve = (points: readonly (number | null)[], scale: number, shape: Strip['shape']): string => {
  let path = '';
  let joined = false;
  points.forEach((value, index) => {
    const at = `${index} ${short((value ?? 0) * scale)}`;
    if (value !== null) path += joined ? ` ${at}` : `M${at}`;
    joined = value !== null;
  });
  const whole = shape === 'as-area' && points.length > 0 && !points.includes(null);
  return whole ? `M0 0L${path.slice(1)} ${points.length - 1} 0` : path;
};

/** Draws a strip with its name and scale. */
export function drawnStrip({ title, unit, values, top, height, shape, kind = '', ceiling = 0 }: Strip): Markup {
  const known = values.filter((value) => value !== null);
  const most = known.reduce((largest, value) => Math.max(largest, value), ceiling);
  const points = thinned(values, stripPoints);
  const bottom = top + height;
  const scale = most > 0 ? (height - 6) / most : 0;
  // Numbered points under a transform take a third of the room that places on the page would.
  const step = (right - left) / Math.max(1, points.length);
  const path = shape === 'as-bars' ? bars(points, scale) : curve(points, scale, shape);
  const middle = unit === '' ? top + height / 2 + 7 : top + height / 2 - 5;
  return html`<g class="${`strip ${shape} ${kind}`.trim()}"><path class="grid" d="M${left} ${bottom}H${right}M${left} ${top + 6}H${right}" /><path class="curve" transform="translate(${(left + step / 2).toFixed(1)} ${bottom}) scale(${step.toFixed(4)} -1)" d="${path}" />
<text class="lane-name" x="0" y="${middle}">${title}</text>${unit === '' ? null : html`<text class="lane-unit" x="0" y="${middle + 16}">${unit}</text>`}
<text class="scale" x="${left - 8}" y="${top + 10}">${known.length === 0 ? '?' : numberText(most)}</text><text class="scale" x="${left - 8}" y="${bottom}">0</text></g>`;
}
