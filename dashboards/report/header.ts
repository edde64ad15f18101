import { readingOf } from '../../metrics/results/reading.ts';
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
  /** Highest end of their intervals: rates up to it fit what was seen. */
  readonly bound: number;
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
        'each time': count('each time'),
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
      bound: judged.reduce((most, { ci95 }) => Math.max(most, ci95?.[1] ?? 1), 0),
    };
  });

const agree = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const withoutSuccess = ({ fates }: Tally): number => fates['kept out'] + fates['no success'];

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;

/** Of several attacks some of which had success: how many fared how, the worst first. */
const mixed = ({ fates, judged }: Tally): string => {
  const parts: readonly (readonly [count: number, one: string, more: string])[] = [
    [fates['gets in'], 'gets in', 'get in'],
    [fates['each time'], 'succeeded in each of its few attempts', 'succeeded in each of their few attempts'],
    [fates.sometimes, 'sometimes succeeds', 'sometimes succeed'],
    [fates.rarely, 'rarely succeeds', 'rarely succeed'],
    [fates['no success'] + fates['kept out'], 'stays without success', 'stay without success'],
  ];
  const words = parts.flatMap(([count, one, more]) => (count === 0 ? [] : agree(count, one, more)));
  return `of ${judged} attacks, ${listed(words)}`;
};

const share = (tally: Tally): string => {
  const { fates, judged, bound } = tally;
  if (judged === 0) return 'no attack was judged';
  const one = judged === 1;
  const attacks = one ? 'the attack' : `all ${judged} attacks`;
  const few = `(rates up to ${percentText(bound)} fit, 95 %)`;
  if (fates['kept out'] === judged) return `${attacks} ${one ? 'is' : 'are'} kept out`;
  if (fates['gets in'] === judged) return `${attacks} ${one ? 'gets' : 'get'} in`;
  if (fates['each time'] === judged) return `${attacks} succeeded in each of ${one ? 'its' : 'their'} few attempts`;
  if (withoutSuccess(tally) === judged) {
    if (one) return `the attack had no success, in too few attempts to call it kept out ${few}`;
    const open = fates['no success'];
    const which = open === judged ? 'any of them' : `${open} of ${judged}`;
    return `no attack succeeded, in too few attempts to call ${which} kept out ${few}`;
  }
  if (one) return `the attack ${fates.rarely === 1 ? 'rarely' : 'sometimes'} succeeds`;
  const got = fates['gets in'] + fates['each time'];
  return mixed(tally) + (got === 0 ? ` (rates up to ${percentText(bound)} fit, 95 %)` : '');
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
  if (fates['kept out'] === judged) return 'good';
  if (withoutSuccess(tally) === judged) return '';
  return (fates['gets in'] + fates['each time']) * 2 >= judged ? 'bad' : 'fair';
};

const card = (arm: NamedArm, tally: Tally | undefined): Markup => {
  const known = tally !== undefined && tally.judged > 0;
  const open = tally !== undefined && tally.fates.unknown > 0 ? `, ${tally.fates.unknown} unknown` : '';
  return html`<li class="${`card ${tally ? tone(tally) : 'dim'}`.trim()}"><h2>${arm.name}</h2><p class="big">${known ? `${withoutSuccess(tally)}/${tally.judged}` : '?'}</p><p>attacks without success${open}</p>
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
  const reading = readingOf(result.arms.flatMap((arm) => arm.attacks));
  // What to be wary of in the numbers is gathered over all arms: eight attacks under six profiles would bury the rest.
  const found = namedArms(result).flatMap(({ arm, name }) => {
    const own = new Set(readingOf(arm.attacks));
    return arm.warnings.filter((text) => !own.has(text)).map((text) => ({ name, text }));
  });
  const texts = [...new Set(found.map(({ text }) => text))];
  if (texts.length + reading.length === 0) return html`<p class="note">The run gave no warnings.</p>`;
  return html`<ul class="warning-list">${texts.map((text) => {
    const names = found.filter((warning) => warning.text === text).map((warning) => warning.name);
    if (result.arms.length === 1) return html`<li>${text}</li>`;
    const where = names.length === result.arms.length ? 'every profile' : names.join(', ');
    return html`<li>${text} <span class="small">${where}</span></li>`;
  })}${reading.map((text) => html`<li>${text}</li>`)}</ul>`;
}
