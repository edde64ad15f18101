import type { MeasuredValue, RunResult } from '../../metrics/results/summary.ts';
import { fateOf, namedArms, profileColumns, type Fate, type NamedArm } from './arms.ts';
import { html, type Markup } from './markup.ts';
import { numberText, percentText, secondsText, unknown } from './number-text.ts';
import { measuredText, unitText } from './service-table.ts';

/** What became of the attacks under one profile. */
interface Tally {
  readonly name: string;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Attacks that made at least one attempt. */
  readonly judged: number;
  /** Highest success rate of any of them, null where none made an attempt. */
  readonly highest: number | null;
}

const tallies = (result: RunResult): readonly Tally[] =>
  profileColumns(result).map(({ name, outcomes }) => {
    const all = [...outcomes.values()];
    const count = (fate: Fate): number => all.filter((outcome) => fateOf(outcome) === fate).length;
    const judged = all.filter((outcome) => outcome.attempts > 0);
    return {
      name,
      fates: {
        'gets in': count('gets in'),
        sometimes: count('sometimes'),
        rarely: count('rarely'),
        'no success': count('no success'),
        'kept out': count('kept out'),
        unknown: count('unknown'),
      },
      judged: judged.length,
      highest: judged.reduce<number | null>(
        (most, { successes, attempts }) => Math.max(most ?? 0, successes / attempts),
        null,
      ),
    };
  });

const agree = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const withoutSuccess = ({ fates }: Tally): number => fates['kept out'] + fates['no success'];

const share = (tally: Tally): string => {
  const { fates, judged, highest } = tally;
  const without = withoutSuccess(tally);
  if (judged === 0) return 'no attack was judged';
  const attacks = judged === 1 ? 'the attack' : `all ${judged} attacks`;
  if (fates['kept out'] === judged) return `${attacks} ${judged === 1 ? 'is' : 'are'} kept out`;
  if (without === judged) return `no attack succeeded (${fates['no success']} of ${judged} with few attempts)`;
  if (fates['gets in'] === judged) return `${attacks} ${judged === 1 ? 'gets' : 'get'} in`;
  const parts = [
    fates['gets in'] > 0 ? `${fates['gets in']} of ${judged} attacks get in` : '',
    fates.sometimes > 0 ? agree(fates.sometimes, 'sometimes succeeds', 'sometimes succeed') : '',
    fates.rarely > 0 ? agree(fates.rarely, 'rarely succeeds', 'rarely succeed') : '',
    without > 0 ? agree(without, 'stays without success', 'stay without success') : '',
  ].filter((part) => part !== '');
  const ordered = fates['gets in'] > 0 ? parts : [...parts].reverse();
  const text = ordered.length === 1 ? ordered[0]! : `${ordered.slice(0, -1).join(', ')} and ${ordered.at(-1)!}`;
  return fates['gets in'] > 0 ? text : `of ${judged} attacks, ${text} (at most ${percentText(highest)} of attempts)`;
};

/** The result in one sentence: what became of the attacks under each profile. */
export function verdictLine(result: RunResult): string {
  const parts = tallies(result).map((tally) => `under ${tally.name}, ${share(tally)}`);
  const text = parts.join('; ');
  return text === '' ? 'Nothing was run.' : `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

const claimsText = (result: RunResult): string => {
  const verdicts = result.arms.flatMap((arm) => arm.claims.map((claim) => claim.verdict));
  const count = (verdict: string): number => verdicts.filter((candidate) => candidate === verdict).length;
  if (verdicts.length === 0) return 'The scenario claims nothing here.';
  const failed = count('false');
  const open = count('unknown');
  const held = `${count('true')} of ${verdicts.length} claims hold`;
  return `${held}${failed > 0 ? `, ${failed} fail` : ''}${open > 0 ? `, ${open} unknown` : ''}.`;
};

const withUnit = (measured: MeasuredValue | undefined): string =>
  measured === undefined || measured.value === null ? unknown : `${measuredText(measured)} ${unitText(measured.unit)}`;

const tone = (tally: Tally): string => {
  const { fates, judged } = tally;
  if (judged === 0) return 'dim';
  if (withoutSuccess(tally) === judged) return 'good';
  return fates['gets in'] * 2 >= judged ? 'bad' : 'fair';
};

const card = (arm: NamedArm, tally: Tally | undefined): Markup => {
  const known = tally !== undefined && tally.judged > 0;
  const open = tally !== undefined && tally.fates.unknown > 0 ? `, ${tally.fates.unknown} unknown` : '';
  return html`<li class="card ${tally ? tone(tally) : 'dim'}"><h2>${arm.name}</h2><p class="big">${known ? `${withoutSuccess(tally)}/${tally.judged}` : '?'}</p><p>attacks without success${open}</p>
<dl><div><dt>highest success</dt><dd>${percentText(tally?.highest ?? null)}</dd></div><div><dt>goodput</dt><dd>${withUnit(arm.arm.metrics['M29.operations'])}</dd></div><div><dt>p99 latency</dt><dd>${withUnit(arm.arm.metrics['M30.p99'])}</dd></div><div><dt>honest refused</dt><dd>${measuredText(arm.arm.metrics.M33)}</dd></div></dl></li>`;
};

/** Cards that sum up each arm; more than six would bury the verdict. */
export function cards(result: RunResult): Markup {
  const tallied = tallies(result);
  const arms = namedArms(result);
  if (arms.length === 0 || arms.length > 6) return html``;
  return html`<ul class="cards" aria-label="Each profile in brief">${arms.map((arm) =>
    card(
      arm,
      tallied.find((tally) => arm.name === tally.name || arm.name.startsWith(`${tally.name} · `)),
    ),
  )}</ul>`;
}

/** Scenario, verdict, the run in key figures, and what to read first. */
export function header(result: RunResult): Markup {
  const { manifest, arms } = result;
  const events = arms.reduce((sum, arm) => sum + arm.events, 0);
  const digest = arms.length === 1 ? (arms[0]!.digest ?? unknown) : null;
  const facts: readonly (readonly [string, string])[] = [
    ['seed', String(manifest.seed)],
    ['replications', numberText(manifest.replications)],
    ['simulated, a profile', secondsText(arms[0]?.simulatedSeconds ?? null)],
    ['events, all', numberText(events)],
    ['cryptography', manifest.suite],
    ['world', manifest.world],
  ];
  return html`<header class="top"><p class="eyebrow">metarange report</p><h1>${manifest.scenario}</h1>
<p class="verdict">${verdictLine(result)}</p><p class="claims-line">${claimsText(result)}</p>
<dl class="keys">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}${digest === null ? null : html`<div><dt>digest</dt><dd><code>${digest.slice(0, 16)}</code></dd></div>`}</dl>
</header>`;
}

/** Warnings, which must be read before any number is trusted; says so when there are none. */
export function warnings(result: RunResult): Markup {
  const found = namedArms(result).flatMap(({ arm, name }) => arm.warnings.map((text) => ({ name, text })));
  const texts = [...new Set(found.map(({ text }) => text))];
  if (texts.length === 0) return html`<p class="note">The run gave no warnings.</p>`;
  return html`<ul class="warning-list">${texts.map((text) => {
    const names = found.filter((warning) => warning.text === text).map((warning) => warning.name);
    const where = names.length === result.arms.length ? 'every profile' : names.join(', ');
    return html`<li>${text} <span class="small">${where}</span></li>`;
  })}</ul>`;
}
