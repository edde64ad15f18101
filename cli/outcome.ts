import { briefValues, valueName } from '../metrics/catalogue.ts';
import { percentText as widthText } from '../metrics/results/precision.ts';
import { oneReplication, readingOf } from '../metrics/results/reading.ts';
import type { ArmSummary, MeasuredValue, RunResult } from '../metrics/results/summary.ts';
import type { Measure } from '../sim/framework/metric.ts';
import { titleOf } from '../sim/framework/title.ts';
import { attackTableRows, chainTableRows, percentText, profileColumnsOf } from './outcome-rows.ts';
import { alignedTable } from './table.ts';

const numberText = (value: number | null): string => {
  if (value === null) return 'unknown';
  const size = Math.abs(value);
  if (value === 0 || Number.isInteger(value)) return String(value);
  return size >= 1e6 || size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
};

const measuredText = (measured: MeasuredValue | undefined): string => {
  if (!measured || measured.value === null) return 'unknown';
  const share = measured.unit === 'share';
  const text = share ? percentText : numberText;
  const interval = measured.ci95 === null ? '' : ` [${text(measured.ci95[0])}, ${text(measured.ci95[1])}]`;
  return `${text(measured.value)}${share ? ' %' : ''}${interval}`;
};

/** Every value of the user's own metrics; empty where there are none. */
const ownTable = (arms: readonly ArmSummary[], own: readonly Measure[]): readonly string[] => {
  const names = own.flatMap((metric) => metric.values.map((value) => [valueName(metric, value), metric] as const));
  if (names.length === 0) return [];
  const rows = names.map(([name, metric]) => [
    `${name} ${titleOf(metric)}`,
    arms[0]?.metrics[name]?.unit ?? '',
    ...arms.map((arm) => measuredText(arm.metrics[name])),
  ]);
  const sides = ['left' as const, 'left' as const, ...arms.map(() => 'left' as const)];
  return [`${alignedTable([['metrics of your own', 'unit', ...profileColumnsOf(arms)], ...rows], sides)}\n`];
};

const serviceTable = (arms: readonly ArmSummary[]): string => {
  const rows = briefValues.map(([name, title]) => {
    const unit = arms.find((arm) => arm.metrics[name])?.metrics[name]?.unit ?? '';
    return [title, unit === 'share' ? '' : unit, ...arms.map((arm) => measuredText(arm.metrics[name]))];
  });
  return alignedTable(
    [['service without attack', 'unit', ...profileColumnsOf(arms)], ...rows],
    ['left', 'left', ...arms.map(() => 'left' as const)],
  );
};

const claimLines = (arms: readonly ArmSummary[]): string => {
  const claims = [...new Set(arms.flatMap((arm) => arm.claims.map((claim) => claim.name)))];
  if (claims.length === 0) return 'claims: none for these profiles';
  const words = { true: 'holds', false: 'FAILS', unknown: 'unknown' } as const;
  const rows = claims.map((name) => [
    name,
    ...arms.map((arm) => {
      const claim = arm.claims.find((one) => one.name === name);
      return claim === undefined ? '-' : words[claim.verdict];
    }),
  ]);
  return alignedTable([['claim', ...profileColumnsOf(arms)], ...rows], ['left', ...arms.map(() => 'left' as const)]);
};

/** Warnings about the runs, each once, with the profiles that it is about where those are not all. */
const warningLines = (arms: readonly ArmSummary[]): string => {
  const names = profileColumnsOf(arms);
  const texts = new Map<string, string[]>();
  arms.forEach((arm, index) => {
    const reading = new Set([oneReplication, ...readingOf(arm.attacks)]);
    for (const text of arm.warnings) {
      if (reading.has(text)) continue;
      const under = texts.get(text) ?? [];
      texts.set(text, under);
      if (!under.includes(names[index]!)) under.push(names[index]!);
    }
  });
  return [...texts]
    .map(([text, under]) => `warning: ${text}${under.length < new Set(names).size ? ` (${under.join(', ')})` : ''}\n`)
    .join('');
};

/** How to read the numbers, gathered over all arms: it follows the table that it is about. */
const readingLines = (arms: readonly ArmSummary[]): string =>
  [
    ...readingOf(arms.flatMap((arm) => arm.attacks)),
    ...(arms.some((arm) => arm.warnings.includes(oneReplication)) ? [oneReplication] : []),
  ]
    .map((text) => `note: ${text}\n`)
    .join('');

/** A precision that was met, one line an arm; one that was missed is a warning. */
const precisionLines = (arms: readonly ArmSummary[]): string => {
  const names = profileColumnsOf(arms);
  return arms
    .map(({ precision, replications }, index) => {
      if (precision === undefined || !precision.met) return '';
      const widest = Object.values(precision.reached).reduce<number>((most, width) => Math.max(most, width ?? 0), 0);
      const asked = widthText(precision.asked);
      return `note: precision of ${asked} met under ${names[index]!} by ${replications} replications: ${widthText(widest)} or less\n`;
    })
    .join('');
};

const leftOf = (rows: readonly (readonly string[])[]): readonly 'left'[] => rows[0]!.map(() => 'left');

/** A run's results for people at a terminal: warnings first, then attacks by profile, service, the user's own metrics, claims, digests. */
export function outcomeText(result: RunResult, own: readonly Measure[] = []): string {
  const { manifest, arms } = result;
  const counts = [...new Set(arms.map((arm) => arm.replications))].join(', ');
  const head = `${manifest.scenario}  seed ${manifest.seed}  ${manifest.suite}  replications ${counts}${manifest.attacker === undefined ? '' : `  attacker ${manifest.attacker}`}`;
  const attacks = attackTableRows(result);
  const table = attacks === null ? 'no attack ran' : alignedTable(attacks, leftOf(attacks));
  const chain = chainTableRows(result);
  const names = profileColumnsOf(arms);
  const digests = arms.map((arm, index) => [
    names[index]!,
    arm.digest?.slice(0, 16) ?? 'unknown',
    String(arm.events),
    numberText(Math.round(arm.eventsPerSecond)),
  ]);
  const runs = alignedTable(
    [['profile', 'digest', 'events', 'events/s'], ...digests],
    ['left', 'left', 'right', 'right'],
  );
  return [
    `${warningLines(arms)}${head}\n`,
    `${table}\n`,
    ...(chain === null ? [] : [`${alignedTable(chain, leftOf(chain))}\n`]),
    `${serviceTable(arms)}\n`,
    ...ownTable(arms, own),
    ...[readingLines(arms) + precisionLines(arms)].filter((text) => text !== ''),
    `${claimLines(arms)}\n`,
    `${runs}\n`,
  ].join('\n');
}
