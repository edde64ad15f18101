import type { AttackOutcome, MeasuredValue, RunResult } from '../../metrics/results/summary.ts';
import { namedArms, profileColumns } from './arms.ts';
import { html, type Markup } from './markup.ts';
import { unknown } from './number-text.ts';
import { intervalText, measuredText, unitText } from './service-table.ts';

/** What is shown of each attack, by the names of metrics: enough to see what it did to honest users. */
const shown: readonly (readonly [name: string, title: string])[] = [
  ['M29.operations', 'goodput'],
  ['M30.p99', 'p99 latency'],
  ['M33', 'honest refused'],
  ['M47.share', 'work lost'],
];

const line = (title: string, measured: MeasuredValue | undefined): Markup => {
  if (!measured || measured.value === null) return html`<div><dt>${title}</dt><dd class="dim">${unknown}</dd></div>`;
  const interval = intervalText(measured);
  return html`<div><dt>${title}</dt><dd>${`${measuredText(measured)} ${unitText(measured.unit)}`.trim()}${interval === null ? null : html`<span class="small">${interval}</span>`}</dd></div>`;
};

const cell = (service: Readonly<Record<string, MeasuredValue>> | undefined): Markup =>
  service === undefined
    ? html`<td class="dim">–</td>`
    : html`<td><dl class="lines">${shown.filter(([name]) => name in service).map(([name, title]) => line(title, service[name]))}</dl></td>`;

/** What honest users got while each attack ran, by profile, with honest play in the first row; null where no result tells. */
export function attackedServiceTable(result: RunResult): Markup | null {
  const columns = profileColumns(result);
  const outcomes = columns.flatMap((column) => [...column.outcomes.values()]);
  if (!outcomes.some((outcome) => outcome.service !== undefined)) return null;
  const names = new Map<string, string>(outcomes.map((outcome: AttackOutcome) => [outcome.id, outcome.name]));
  const ids = [...names.keys()].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  const arms = namedArms(result);
  const honest = columns.map(
    ({ name }) => arms.find((arm) => arm.name === name || arm.name.startsWith(`${name} · `))?.arm.metrics ?? {},
  );
  const honestRow = honest.some((metrics) => Object.values(metrics).some((measured) => measured.honest))
    ? html`<tr><th scope="row">nobody attacking</th>${honest.map((metrics) => cell(Object.fromEntries(Object.entries(metrics).filter(([, measured]) => measured.honest))))}</tr>`
    : null;
  return html`<details class="words"><summary>What honest users got while each attack ran</summary><div class="scroll" tabindex="0" role="region" aria-label="Service while each attack ran"><table class="matrix">
<caption>What honest users got while each attack ran; work lost is the goodput missing beside honest play. 95 % intervals, over replications, below each value.</caption>
<thead><tr><th scope="col">Attack</th>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${honestRow}${ids.map(
    (id) =>
      html`<tr><th scope="row"><span class="attack-id">${id}</span> ${names.get(id)!}</th>${columns.map(({ outcomes: own }) => cell(own.get(id)?.service))}</tr>`,
  )}</tbody></table></div></details>`;
}
