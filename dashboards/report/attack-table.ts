import type { AttackOutcome, RunResult } from '../../metrics/results/summary.ts';
import { fateClass, fateOf, fateSign, profileColumns } from './arms.ts';
import { intervalBar, shareIntervalText } from './interval-bar.ts';
import { html, type Markup } from './markup.ts';
import { numberText, percentText, secondsText, unknown } from './number-text.ts';

const cell = (outcome: AttackOutcome | undefined): Markup => {
  const fate = fateOf(outcome);
  if (!outcome || outcome.attempts === 0)
    return html`<td class="outcome dim"><span class="fate">${fateSign[fate]} ${unknown}</span></td>`;
  const rate = outcome.successes / outcome.attempts;
  return html`<td class="outcome ${fateClass[fate]}"><span class="fate"><span aria-hidden="true">${fateSign[fate]}</span> ${fate}</span>
<span class="rate">${percentText(rate)}</span>${intervalBar(rate, outcome.ci95)}
<span class="small">95 %: ${shareIntervalText(outcome.ci95)}</span>
<span class="small">${numberText(outcome.successes)} of ${numberText(outcome.attempts)} · ${percentText(outcome.detected / outcome.attempts)} detected</span>
${outcome.successes > 0 ? html`<span class="small">first after ${secondsText(outcome.firstSuccessSeconds)}</span>` : null}</td>`;
};

/** What of an attack was drawn, a person's response, and at which rate. */
const drawnNote = (drawn: AttackOutcome['drawn']): Markup | null =>
  drawn === undefined
    ? null
    : html`<span class="small">drawn: ${drawn.response}, ${percentText(drawn.rate)} of those asked (${drawn.source})</span>`;

/** Attacks by profile: success rate with its interval, share of attempts detected, time of the first success. */
export function attackTable(result: RunResult): Markup {
  const columns = profileColumns(result);
  const names = new Map<string, string>();
  for (const arm of result.arms) for (const attack of arm.attacks) names.set(attack.id, attack.name);
  const ids = [...names.keys()].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  const drawn = new Map(
    result.arms.flatMap((arm) => arm.attacks.flatMap((one) => (one.drawn ? [[one.id, one.drawn] as const] : []))),
  );
  if (ids.length === 0) return html`<p class="note">No attack ran.</p>`;
  const violated = (id: string): string => {
    const found = new Set(columns.flatMap((column) => column.outcomes.get(id)?.violations ?? []));
    return [...found].join(', ');
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of attacks"><table class="matrix">
<caption>Success of each attack, judged on ground truth, by profile. Bars show the 95 % interval of the success rate.</caption>
<thead><tr><th scope="col">Attack</th>${columns.map((column) => html`<th scope="col">${column.name}</th>`)}</tr></thead>
<tbody>${ids.map(
    (id) =>
      html`<tr><th scope="row"><span class="attack-id">${id}</span> ${names.get(id)!}<span class="small">${violated(id)}</span>${drawnNote(drawn.get(id))}</th>${columns.map((column) => cell(column.outcomes.get(id)))}</tr>`,
  )}</tbody></table></div>`;
}
