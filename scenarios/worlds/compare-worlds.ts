import type { Attack } from '../../sim/framework/attack.ts';
import type { CostTables } from '../../sim/framework/costs.ts';
import { seedOf } from '../replicate.ts';
import { cellsOf, tryCell } from './attack-cells.ts';
import { cellDifference, serviceDifference } from './differences.ts';
import { liveService, restingNs } from './live-service.ts';
import type { LiveRunner } from './live-runner.ts';
import { rankingRow } from './ranking.ts';
import { comparedProfiles } from './row.ts';
import type { ComparedProfile, Difference, WorldRow } from './row.ts';
import { serviceRows } from './service-rows.ts';
import type { ServicePair } from './service-rows.ts';
import { sideBySide } from './side-by-side.ts';
import type { ComparisonEffort, ComparisonTerms } from './terms.ts';
import { twinOf } from './twin.ts';
import type { MeasuredLoopback } from './twin.ts';
import { verdictRows } from './verdict-rows.ts';
import type { AttackCell } from './verdict-rows.ts';
import { virtualService } from './virtual-service.ts';

/** Parts of a comparison: honest runs that are timed, and runs under attack. */
export const comparedParts = ['service', 'verdicts'] as const;
export type ComparedPart = (typeof comparedParts)[number];

/** All that a comparison of the worlds needs. */
export interface WorldsSetting {
  readonly terms: ComparisonTerms;
  readonly effort: ComparisonEffort;
  readonly only?: ComparedPart | undefined;
  readonly attacks: readonly Attack[];
  /** What work costs on this machine, measured for this very comparison. */
  readonly costs: CostTables;
  readonly loopback: MeasuredLoopback;
  readonly runner: LiveRunner;
  /** The command that repeats it. */
  readonly again: string;
  readonly seconds: () => number;
  readonly progress: (label: string, done: number, of: number) => void;
  /** Awaited between two runs, where the command may be told to end. */
  readonly lookUp: () => Promise<void>;
}

/** What came of it. */
export interface WorldsComparison {
  readonly rows: readonly WorldRow[];
  readonly differences: readonly Difference[];
  /** Attack by attack and profile by profile, what was counted. */
  readonly cells: readonly AttackCell[];
}

/** Service first, one run at a time; then the verdicts, several runs side by side where their processes mostly wait. */
export async function compareWorlds(setting: WorldsSetting): Promise<WorldsComparison> {
  const { terms, effort, only } = setting;
  const cells = only === 'service' ? [] : cellsOf(terms);
  const served = only === 'verdicts' ? [] : comparedProfiles;
  const steps = served.length * (1 + effort.serviceRuns);
  let done = 0;
  const step = async (label: string): Promise<void> => {
    setting.progress(label, done++, steps + cells.length);
    await setting.lookUp();
  };
  const rows: WorldRow[] = [];
  const differences: (Difference | null)[] = [];
  let ranking: WorldRow | undefined;
  for (const profile of served) {
    const { pairs, restMicros } = await serviceUnder(profile, setting, step);
    const found = serviceRows(profile, pairs);
    rows.push(...found);
    differences.push(serviceDifference(profile, found, pairs, restMicros));
    if (profile === 'framework') ranking = rankingRow(terms.ranked, pairs);
  }
  if (ranking !== undefined) rows.push(ranking);
  const twin = twinOf(terms.scenario, setting.loopback);
  const tried = new Map<object, AttackCell>();
  const tries = (some: typeof cells): readonly (() => Promise<void>)[] =>
    some.map((cell) => async () => {
      await step(`${cell.terms.attack} · ${cell.profile}`);
      tried.set(cell, await tryCell(cell, { ...setting, twin }));
    });
  // Longest first, so that none is left over at the end.
  const order = cells.toSorted((a, b) => b.terms.durationSeconds - a.terms.durationSeconds);
  await sideBySide(tries(order.filter(({ terms: { alone } }) => alone !== true)), effort.sideBySide);
  await sideBySide(tries(order.filter(({ terms: { alone } }) => alone === true)), 1);
  setting.progress('', steps + cells.length, steps + cells.length);
  const judged = cells.map((cell) => tried.get(cell)!);
  for (const cell of judged) {
    const found = verdictRows(cell);
    rows.push(...found);
    differences.push(cellDifference(cell, found));
  }
  return { rows, differences: differences.filter((one) => one !== null), cells: judged };
}

async function serviceUnder(
  profile: ComparedProfile,
  { terms, effort, costs, loopback, runner, again }: WorldsSetting,
  step: (label: string) => Promise<void>,
): Promise<{ readonly pairs: readonly ServicePair[]; readonly restMicros: number }> {
  const common = { scenario: terms.scenario, profile: { name: profile, without: [] }, attacks: [], again };
  await step(`${profile} · at rest`);
  const restNs = await restingNs({ ...common, parameters: terms.idle, seed: effort.seed }, runner);
  const twin = twinOf(terms.scenario, loopback);
  const pairs: ServicePair[] = [];
  for (let index = 0; index < effort.serviceRuns; index++) {
    await step(`${profile} · honest ${index + 1}`);
    const plan = { ...common, parameters: terms.service, seed: seedOf(effort.seed, index) };
    const live = await liveService(plan, runner, restNs);
    const virtual = virtualService({ ...plan, scenario: twin, suite: 'symbolic', costs });
    pairs.push({ virtual, live });
  }
  const messages = pairs.reduce((sum, { live }) => sum + live.work.messages, 0);
  const seconds = Number(terms.service['durationSeconds']) * pairs.length;
  return { pairs, restMicros: messages > 0 ? (restNs * seconds) / messages / 1e3 : 0 };
}
