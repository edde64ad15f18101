import type { RunResult, Violation } from '../../metrics/results/summary.ts';
import { namedArms, type NamedArm } from './arms.ts';
import { html, type Markup } from './markup.ts';
import { numberText, secondsText } from './number-text.ts';

const verdictWords = { true: '✓ holds', false: '✕ fails', unknown: '? unknown' } as const;
const verdictClass = { true: 'good', false: 'bad', unknown: 'dim' } as const;

/** What the scenario claims, and whether it held in each arm for which it is claimed. */
export function claimTable(result: RunResult): Markup {
  const arms = namedArms(result);
  const names = [...new Set(result.arms.flatMap((arm) => arm.claims.map((claim) => claim.name)))];
  if (names.length === 0) return html`<p class="note">The scenario claims nothing for these profiles.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of claims"><table>
<caption>Claims that the scenario makes. A dash: not claimed for this profile.</caption>
<thead><tr><th scope="col">Claim</th>${arms.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${names.map(
    (name) =>
      html`<tr><th scope="row">${name}</th>${arms.map(({ arm }) => {
        const claim = arm.claims.find((candidate) => candidate.name === name);
        return claim
          ? html`<td class="${verdictClass[claim.verdict]}">${verdictWords[claim.verdict]}</td>`
          : html`<td class="dim">–</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;
}

/** Rows of all arms' lists together. */
const allRows = 150;

const violationRow = (violation: Violation): Markup =>
  html`<tr><td class="number">${secondsText(violation.atSeconds)}</td><td>${violation.property}</td><td>${violation.point}</td><td>${violation.node}</td><td>${violation.datum}</td><td>${violation.attack ?? 'none'}</td></tr>`;

/** The first of each sort (attack, property, point) in turn, until there is no room, then in the order in which they happened. */
const ofEachSort = (violations: readonly Violation[], most: number): readonly Violation[] => {
  const sorts = new Map<string, Violation[]>();
  for (const violation of violations) {
    const key = `${violation.attack} ${violation.property} ${violation.point}`;
    const sort = sorts.get(key) ?? [];
    sorts.set(key, sort);
    sort.push(violation);
  }
  const turns = [...sorts.values()].flatMap((sort) => sort.map((violation, turn) => ({ violation, turn })));
  return turns
    .toSorted((a, b) => a.turn - b.turn)
    .slice(0, most)
    .map(({ violation }) => violation)
    .toSorted((a, b) => a.atSeconds - b.atSeconds);
};

/** Violations of one arm, as the oracle judged them: how many, and some of each sort. */
export function violationTable({ arm, name, room }: NamedArm): Markup {
  if (arm.violationsTotal === 0) return html`<p class="note">Under ${name}, the oracle found every property kept.</p>`;
  const shown = ofEachSort(arm.violations, Math.floor(allRows * room));
  const all = shown.length === arm.violationsTotal;
  return html`<p class="note">Under ${name}, the oracle found ${numberText(arm.violationsTotal)} violations of properties${arm.attacks.length > 1 ? ', over all attacked runs' : ''}.</p>
<details class="words"><summary>${all ? 'One by one' : `${shown.length} of them, the first of each sort`}</summary><div class="scroll" tabindex="0" role="region" aria-label="Violations under ${name}"><table>
<caption>${all ? 'Violations' : `${shown.length} of ${numberText(arm.violationsTotal)} violations: the first of each attack, property and point`} under ${name}, in the order in which they happened in their runs</caption>
<thead><tr><th scope="col" class="number">At</th><th scope="col">Property</th><th scope="col">Point</th><th scope="col">Node</th><th scope="col">Datum</th><th scope="col">Attack</th></tr></thead>
<tbody>${shown.map(violationRow)}</tbody></table></div></details>`;
}
