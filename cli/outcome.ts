import type { ArmSummary, MeasuredValue, RunResult } from '../metrics/results/summary.ts';
import { attackTableRows, percentText, profileColumnsOf } from './outcome-rows.ts';
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

/** What honest users feel, in reading order, by the names that metrics have in results. */
const service: readonly (readonly [string, string])[] = [
  ['M29.operations', 'goodput'],
  ['M30.p50', 'latency p50'],
  ['M30.p95', 'latency p95'],
  ['M30.p99', 'latency p99'],
  ['M33', 'honest rejections'],
  ['M36.mean', 'twin age'],
  ['M46.cpuSeconds', 'control cost'],
];

const serviceTable = (arms: readonly ArmSummary[]): string => {
  const rows = service.map(([name, title]) => {
    const unit = arms.find((arm) => arm.metrics[name])?.metrics[name]?.unit ?? '';
    return [title, unit === 'share' ? '' : unit, ...arms.map((arm) => measuredText(arm.metrics[name]))];
  });
  return alignedTable(
    [['service without attack', 'unit', ...profileColumnsOf(arms)], ...rows],
    ['left', 'left', ...arms.map(() => 'left' as const)],
  );
};

const claimLines = (arms: readonly ArmSummary[]): string => {
  const names = profileColumnsOf(arms);
  const words = { true: 'holds', false: 'FAILS', unknown: 'unknown' } as const;
  const lines = arms.flatMap((arm, index) =>
    arm.claims.map((claim) => [`${words[claim.verdict]}`, claim.name, names[index]!]),
  );
  return lines.length === 0
    ? 'claims: none for these profiles'
    : alignedTable([['claim', '', 'profile'], ...lines], ['left', 'left', 'left']);
};

const warningLines = (arms: readonly ArmSummary[]): string =>
  [...new Set(arms.flatMap((arm) => arm.warnings))].map((text) => `warning: ${text}\n`).join('');

/** A run's results for people at a terminal: warnings first, then attacks by profile, service, claims, digests. */
export function outcomeText(result: RunResult): string {
  const { manifest, arms } = result;
  const head = `${manifest.scenario}  seed ${manifest.seed}  ${manifest.suite}  replications ${manifest.replications}`;
  const attacks = attackTableRows(result);
  const table =
    attacks === null
      ? 'no attack ran'
      : alignedTable(
          attacks,
          attacks[0]!.map(() => 'left' as const),
        );
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
  return `${warningLines(arms)}${head}\n\n${table}\n\n${serviceTable(arms)}\n\n${claimLines(arms)}\n\n${runs}\n`;
}
