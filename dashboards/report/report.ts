import type { RunResult } from '../../metrics/results/summary.ts';
import { namedArms, type NamedArm } from './arms.ts';
import { attackTable } from './attack-table.ts';
import { attackedServiceTable } from './attacked-service.ts';
import { chainTables } from './chain-table.ts';
import { claimTable, violationTable } from './claims.ts';
import { controlTable } from './control-table.ts';
import { drawing, drawingShapes, drawingWords, flowTable } from './drawing.ts';
import { cards, header, warnings } from './header.ts';
import { html, type Markup } from './markup.ts';
import { option, page, section } from './page.ts';
import { provenance } from './provenance.ts';
import { serviceTable } from './service-table.ts';
import { style } from './style.ts';
import { happeningShapes, happeningTable, timeline, timelineLegend } from './timeline.ts';
import { viewChoices, viewOf, type View, type ViewChoice } from './views.ts';

const sections: readonly (readonly [string, string])[] = [
  ['figure', 'Figure'],
  ['timeline', 'Timeline'],
  ['attacks', 'Attacks'],
  ['service', 'Service'],
  ['refusals', 'Refusals'],
  ['claims', 'Claims'],
  ['provenance', 'Repeat it'],
];

const armChoice = (arms: readonly NamedArm[]): Markup =>
  html`<fieldset class="choice"><legend>Profile shown</legend><span class="options">${arms.map(({ key, name }, index) => option('arm', key, name, index))}</span></fieldset>`;

const viewChoice = (choices: readonly ViewChoice[]): Markup | null =>
  choices.length === 0
    ? null
    : html`<fieldset class="choice"><legend>Attack shown</legend><span class="options">${choices.map(({ key, label, meaning }, index) => option('view', key, html`${label}<span class="unseen"> ${meaning}</span>`, index))}</span></fieldset>`;

const choiceStyle = (keys: readonly { readonly key: string }[]): string =>
  keys.map(({ key }) => `:root:has(#${key}:checked) .${key}{display:block}`).join('');

const eachArm = (arms: readonly NamedArm[], content: (arm: NamedArm) => Markup): Markup =>
  html`${arms.map((arm) => html`<div class="arm ${arm.key}">${content(arm)}</div>`)}`;

const eachView = (arm: NamedArm, choices: readonly ViewChoice[], content: (view: View) => Markup): Markup => {
  if (choices.length === 0) return content(viewOf(arm, undefined)!);
  return html`${choices.map((choice) => {
    const view = viewOf(arm, choice);
    const missing = html`<p class="note">${choice.label} ${choice.meaning}: did not run under ${arm.name}.</p>`;
    return html`<div class="view ${choice.key}">${view === null ? missing : content(view)}</div>`;
  })}`;
};

const missingViews = (arms: readonly NamedArm[], choices: readonly ViewChoice[]): Markup | null => {
  const sets = new Set(arms.flatMap(({ arm }) => arm.attacks.map((attack) => attack.id)));
  const shown = choices.flatMap(({ attacks }) => attacks ?? []);
  if (choices.length === 0 || shown.length >= sets.size) return null;
  return html`<p class="note">${shown.length} of ${sets.size} attacks have a figure and a timeline of their own; all are in the figure of all together.</p>`;
};

const figureLegend = html`<p class="legend"><span><svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path class="line" stroke-width="2" d="M2 5H14" /><path class="line" stroke-width="7" d="M20 5H31" /></svg>messages sent (width is logarithmic)</span><span><svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true"><g class="mark" transform="translate(-2 9)"><circle class="ring" cx="11" cy="0" r="5" /><path class="ring" d="M7.6 3.4L14.4 -3.4" /></g></svg>refused by a control</span><span><svg viewBox="0 0 26 18" width="26" height="18" aria-hidden="true"><g class="mark breach" transform="translate(1 9)"><rect x="0" y="-9" width="23" height="18" rx="9" /><path class="sign" d="M11 -5.6L17 5H5Z" /><path class="cut" d="M11 -2.4V1.6M11 3V3.8" /></g></svg>breaches, judged on ground truth (line red)</span></p>`;

const byArm = (arms: readonly NamedArm[], choices: readonly ViewChoice[]): Markup => html`<div class="by-arm">
<section id="figure" aria-labelledby="figure-title"><h2 id="figure-title">The framework under attack</h2>
<p class="lead">Messages at each reference point, what controls refused there, and where a property was broken.</p>
<div class="sticky">${armChoice(arms)}${viewChoice(choices)}</div>${missingViews(arms, choices)}${figureLegend}
${eachArm(
  arms,
  (arm) =>
    html`${eachView(
      arm,
      choices,
      (
        view,
      ) => html`<figure><div class="scroll" tabindex="0" role="region" aria-label="Figure under ${view.name}">${drawing(view)}</div>
<figcaption>${drawingWords(view)}</figcaption></figure>${flowTable(view)}`,
    )}${violationTable(arm)}`,
)}</section>
<section id="timeline" aria-labelledby="timeline-title"><h2 id="timeline-title">Timeline</h2>
<p class="lead">What attackers did, what was broken and what was noticed, against what honest users felt.</p>${timelineLegend}
${eachArm(arms, (arm) => eachView(arm, choices, (view) => html`${timeline(view)}${happeningTable(view)}`))}</section></div>`;

/** Arms that get a figure and a timeline: with more, the page would be too large to send and to read. */
const mostPictures = 12;

const readFirst = html`<ol class="read-first"><li>A success is judged on ground truth; an alarm is what a defender saw. They are counted apart.</li>
<li>Intervals are 95 %. A rate of 0 with few attempts has a wide one: read the bar before the number.</li>
<li>Unknown means that nothing was observed to judge on. It is not 0.</li></ol>`;

/**
 * One self-contained HTML page about a run: no request leaves it, it works without scripts, and every text of the run is
 * escaped. A pure function of the results, so the same results give the same bytes.
 */
export function report(result: RunResult): string {
  const arms = namedArms(result);
  const pictured = arms.slice(0, mostPictures);
  const choices = viewChoices(pictured);
  return page({
    title: `${result.manifest.scenario}: metarange report`,
    style: style + choiceStyle(pictured) + choiceStyle(choices),
    sections,
    main: html`${header(result)}${cards(result)}
<section class="warnings" aria-labelledby="warnings-title"><div class="callout"><h2 id="warnings-title">Read first</h2>${warnings(result)}${readFirst}</div></section>
${arms.length === 0 ? null : byArm(pictured, choices)}${pictured.length < arms.length ? html`<p class="note">Figure and timeline show the first ${pictured.length} of ${arms.length} arms; the tables below hold all of them.</p>` : null}
${section('attacks', 'Attacks by profile', 'The same attacks, with the same random numbers, against each profile.', html`${attackTable(result)}${chainTables(result)}`)}
${section('service', 'Service and cost', 'Latency counts from the moment a user meant to start; load does not wait for answers.', html`${serviceTable(result)}${attackedServiceTable(result)}`)}
${section('refusals', 'Refusals by control', 'What each control turned away, of honest and hostile senders together.', controlTable(result))}
${section('claims', 'Claims', 'What the scenario promises of its profiles.', claimTable(result))}
${section('provenance', 'Repeat it', 'The same command on the same version gives the same digest, bit for bit.', provenance(result))}`,
    after: html`${happeningShapes}${drawingShapes}`,
  });
}
