import { createHash } from 'node:crypto';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { AttackerClassId } from '../../sim/framework/attacker.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import type { Level } from '../../sim/framework/study.ts';
import type { SuiteName } from '../replicate.ts';

export type { FailedRun, PlacedRun, RunRecord } from '../../metrics/results/run-record.ts';

/**
 * One run of a study as plain data: everything that its facts depend on, by name, so that any process or machine with the same
 * version can play it. Names are resolved by whoever plays it.
 */
export interface RunOrder {
  readonly scenario: string;
  /** A value for every parameter of the scenario: sizes and defaults are resolved when a study is laid out. */
  readonly parameters: ParameterValues;
  readonly profile: ProfileName;
  readonly without: readonly ControlId[];
  /** Attacks that play together; none for honest play. */
  readonly attacks: readonly AttackId[];
  readonly attacker: AttackerClassId | null;
  readonly intensity: number;
  readonly suite: SuiteName;
  /** Seed of the study; the run's own follows from it and `replication` (`seedOf`). */
  readonly seed: number;
  /** Counted from 0. Cells of one replication share their random numbers. */
  readonly replication: number;
  /** End of the run, s of simulated time; null for the scenario's own. */
  readonly untilSeconds: number | null;
}

/** A cell of a study: its levels, by name of factor, and the runs that it asks for but for their replication. */
export interface Cell {
  /** Counted from 0 in the order of the design. */
  readonly index: number;
  readonly levels: Readonly<Record<string, Level>>;
  readonly order: Omit<RunOrder, 'replication'>;
}

/**
 * Name of a run: a hash over its order in a fixed writing and over the version that plays it. Two studies that ask for one run share it;
 * another version never does.
 */
export const keyOfRun = (order: RunOrder, version: string): string =>
  createHash('sha256')
    .update(JSON.stringify([version, ordered(order)]))
    .digest('hex')
    .slice(0, 32);

/** The same value with the keys of every object in order. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return entries.map(([key, inner]) => [key, ordered(inner)]);
};
