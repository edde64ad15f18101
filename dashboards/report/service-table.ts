import type { MeasuredValue, RunResult } from '../../metrics/results/summary.ts';
import { namedArms, type NamedArm } from './arms.ts';
import { titlesOf } from './legend.ts';
import { html, type Markup } from './markup.ts';
import { numberText, percentText, unknown } from './number-text.ts';

/** Cost of one control, as `M46.C11.bytes`. */
const ofOneControl = /^M46\.C\d+\./;
/** Latency of one operation, as `M30.command.p95`. */
const ofOneOperation = /^M30\.[a-z]+\./;

/** A unit as people read it. */
export const unitText = (unit: string): string =>
  isShare(unit) ? '' : unit === '1/s' ? 'per s' : unit === '1/h' ? 'per h' : unit.replace('10^6', '10⁶');

/** A metric's value as people read it, in its unit. */
export function measuredText(measured: MeasuredValue | undefined): string {
  if (!measured || measured.value === null) return unknown;
  if (isShare(measured.unit)) return percentText(measured.value);
  return numberText(measured.value);
}

const isShare = (unit: string): boolean => unit === 'share';

/** A metric's 95 % interval as people read it; null where there is none. */
export const intervalText = (measured: MeasuredValue): string | null => {
  if (measured.value === null || measured.ci95 === null) return null;
  const text = isShare(measured.unit) ? percentText : numberText;
  return `${text(measured.ci95[0])} to ${text(measured.ci95[1])}`;
};

const cell = (measured: MeasuredValue | undefined): Markup => {
  if (!measured || measured.value === null) return html`<td class="number dim">${unknown}</td>`;
  const interval = intervalText(measured) ?? `interval ${unknown}`;
  return html`<td class="number">${measuredText(measured)}<span class="small">${interval}</span></td>`;
};

const table = (caption: string, label: string, names: readonly string[], arms: readonly NamedArm[]): Markup => {
  const titles = titlesOf({ arms: arms.map(({ arm }) => arm) });
  const unitOf = (name: string): string =>
    arms.map(({ arm }) => arm.metrics[name]?.unit).find((unit) => unit !== undefined) ?? '';
  // Worth a word only in a table that also shows honest play.
  const isHonest = (name: string): boolean => arms.some(({ arm }) => arm.metrics[name]?.honest);
  const underAttack = (name: string): boolean => names.some(isHonest) && !isHonest(name);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Metric</th><th scope="col">Unit</th>${arms.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${names.map(
    (name) =>
      html`<tr><th scope="row">${titles.metric(name)}${underAttack(name) ? html`<span class="small">over the attacked runs</span>` : null}</th><td class="unit">${unitText(unitOf(name))}</td>${arms.map(({ arm }) => cell(arm.metrics[name]))}</tr>`,
  )}</tbody></table></div>`;
};

/** Service and cost per arm with 95 % intervals, and every other metric behind a disclosure. */
export function serviceTable(result: RunResult): Markup {
  const arms = namedArms(result);
  const all = [...new Set(result.arms.flatMap((arm) => Object.keys(arm.metrics)))];
  const rank = titlesOf(result).serviceRank;
  const costs = all.filter((name) => ofOneControl.test(name));
  const latencies = all.filter((name) => ofOneOperation.test(name));
  const service = all
    .filter((name) => rank(name) >= 0 && !costs.includes(name) && !latencies.includes(name))
    .sort((a, b) => rank(a) - rank(b));
  const other = all.filter((name) => rank(name) < 0);
  const rest =
    other.length === 0
      ? null
      : html`<details class="words"${service.length === 0 ? html` open` : null}><summary>The other ${other.length} metrics</summary>${table('Metrics of attack, exposure, detection and privacy; 95 % intervals below each value', 'Other metrics', other, arms)}</details>`;
  const perControl =
    costs.length === 0
      ? null
      : html`<details class="words"><summary>Cost of each control</summary>${table('What each control costs; 95 % intervals below each value', 'Cost of each control', costs, arms)}</details>`;
  const perOperation =
    latencies.length === 0
      ? null
      : html`<details class="words"><summary>Latency of each operation</summary>${table('How long honest users waited for each operation; 95 % intervals below each value', 'Latency of each operation', latencies, arms)}</details>`;
  const honest = result.arms.some((arm) => service.some((name) => arm.metrics[name]?.honest));
  const first =
    service.length === 0
      ? null
      : table(
          honest
            ? 'What honest users got while nobody attacked, and what controls cost then; 95 % intervals, over replications, below each value.'
            : 'What honest users got and what it cost; 95 % intervals, over replications, below each value',
          'Service by profile',
          service,
          arms,
        );
  return all.length === 0
    ? html`<p class="note">No metric was measured.</p>`
    : html`${first}${perOperation}${perControl}${rest}`;
}
