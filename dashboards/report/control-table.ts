import type { RunResult } from '../../metrics/results/summary.ts';
import { namedArms } from './arms.ts';
import { titlesOf } from './legend.ts';
import { html, type Markup } from './markup.ts';
import { numberText } from './number-text.ts';

/** Refusals by control and arm, with bars on one scale. A control that did not stand in an arm shows a dash there. */
export function controlTable(result: RunResult): Markup {
  const arms = namedArms(result);
  const titles = titlesOf(result);
  const controls = [...new Set(result.arms.flatMap((arm) => Object.keys(arm.refusals)))].sort((a, b) =>
    a === b ? 0 : a < b ? -1 : 1,
  );
  if (controls.length === 0) return html`<p class="note">No control refused anything.</p>`;
  const most = Math.max(1, ...result.arms.flatMap((arm) => Object.values(arm.refusals)));
  const bar = (count: number): Markup => {
    const length = count === 0 ? 0 : 4 + (96 * Math.log10(count + 1)) / Math.log10(most + 1);
    return html`<svg class="bar" viewBox="0 0 100 6" aria-hidden="true" preserveAspectRatio="none"><rect width="${length.toFixed(1)}" height="6" /></svg>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of refusals"><table>
<caption>Messages and handshakes refused, by control. Bars are logarithmic. A dash: none was counted under this profile.</caption>
<thead><tr><th scope="col">Control</th>${arms.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${controls.map(
    (control) =>
      html`<tr><th scope="row"><span class="attack-id">${control}</span> ${titles.control(control)}</th>${arms.map(
        ({ arm }) => {
          const count = arm.refusals[control];
          return count === undefined
            ? html`<td class="number dim">–</td>`
            : html`<td class="number">${numberText(count)}${bar(count)}</td>`;
        },
      )}</tr>`,
  )}</tbody></table></div>`;
}
