import { html, type Markup } from './markup.ts';
import { percentText, unknown } from './number-text.ts';

/**
 * An interval as a bar from 0 to 1 with the rate as a tick on it; decoration, for the numbers stand beside it. A funnel has a band
 * behind it, as long as the share that was there to be had.
 */
export const intervalBar = (rate: number, interval: readonly [number, number] | null, band?: number): Markup => {
  const from = interval ? interval[0] * 100 : rate * 100;
  const to = interval ? interval[1] * 100 : rate * 100;
  const behind =
    band === undefined ? null : html`<rect class="band" x="2" y="0" width="${(band * 100).toFixed(1)}" height="10" />`;
  return html`<svg class="interval" viewBox="0 0 104 10" aria-hidden="true" preserveAspectRatio="none">${behind}<rect class="track" x="2" y="4" width="100" height="2" /><rect class="span" x="${(2 + from).toFixed(1)}" y="2.5" width="${Math.max(1, to - from).toFixed(1)}" height="5" /><rect class="tickmark" x="${(1 + rate * 100).toFixed(1)}" y="0" width="2" height="10" /></svg>`;
};

/** The interval of a share in words. */
export const shareIntervalText = (interval: readonly [number, number] | null): string =>
  interval ? `${percentText(interval[0])} to ${percentText(interval[1])}` : `interval ${unknown}`;
