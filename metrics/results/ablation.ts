import type { MeasuredValue } from './summary.ts';

/** The documented, versioned shape of an ablation's results: `ablation.json`, `ablate --json`, and what pages draw. Unknown is null, never 0. */
export const ablationSchemaVersion = 1;

/** What became of attacks where controls stand alone, and where they are taken out; what that costs; and which controls are enough. */
export interface AblationResult {
  readonly schemaVersion: number;
  readonly ablation: AblationHead;
  readonly attacks: readonly AblatedAttack[];
  /** Controls in question: those of which an attack's file says that they beat it, or that they do not, and that stand in the profile. */
  readonly controls: readonly AblatedControl[];
  /** Every set of controls that was played, the ladder first. */
  readonly sets: readonly ControlSet[];
  /** By attack; the first under every rung and everything less one, and under what was found; alone where its file speaks of the control. */
  readonly cells: readonly AblationCell[];
  readonly pareto: ParetoFronts;
  readonly minimal: readonly MinimalSet[];
  /** Runs that gave nothing, and why. */
  readonly failures: readonly {
    readonly set: string;
    readonly attack: string | null;
    readonly replication: number;
    readonly failure: string;
  }[];
  readonly warnings: readonly string[];
}

/** What was asked, and where the numbers come from. */
export interface AblationHead {
  readonly scenario: string;
  readonly size: string;
  /** Parameters as `--set` gave them, for every run. */
  readonly set: Readonly<Record<string, number | string>>;
  /** The profile whose controls are taken out. */
  readonly profile: string;
  readonly seed: number;
  readonly replications: number;
  /** Runs that were played, those that measured how long attempts take among them. */
  readonly runs: number;
  /** SHA-256 over names and digests of all runs, in order of name; null where one is missing. */
  readonly digest: string | null;
  readonly product: { readonly name: string; readonly version: string };
  /** The command that plays it again. */
  readonly command: string;
}

/** An attack, and how it was played. */
export interface AblatedAttack {
  readonly id: string;
  readonly name: string;
  /** Simulated time at which its runs end: as short as leaves each several attempts; null for the scenario's own. */
  readonly untilSeconds: number | null;
  /** Parameters of its runs. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /** It is held where the upper bound of its success is this at most. */
  readonly heldAt: number;
  readonly beatenBy: readonly string[];
  readonly notBeatenBy: readonly string[];
}

/** What a control costs honest people where all of the profile stands. */
export interface AblatedControl {
  readonly id: string;
  readonly name: string;
  /** What it is charged itself. */
  readonly own: { readonly bytesPerOperation: MeasuredValue; readonly cpuMicrosPerOperation: MeasuredValue };
  /** What honest people have less of with it, in pairs: the whole profile less the profile without it; negative where they have more. */
  readonly added: Readonly<Record<CostDimension | 'operationsPerSecond', Paired>>;
}

/** What protection is weighed against. */
export const costDimensions = [
  'p99Ms',
  'bytesPerOperation',
  'cpuMicrosPerOperation',
  'energyMicrojoulesPerOperation',
] as const;
export type CostDimension = (typeof costDimensions)[number];

/** A mean difference over pairs of runs that share their random numbers, with its 95 % interval. */
export interface Paired {
  readonly pairs: number;
  readonly difference: number | null;
  readonly ci95: readonly [number, number] | null;
}

/** How a set came about: rungs of the ladder (`none` and the profile itself are two), the profile less a control, or less all of an attack's own, a control alone, given by hand, or found by search. */
export type SetKind = 'ladder' | 'less' | 'own-out' | 'alone' | 'given' | 'found';

/** Controls that stand together, what honest people pay for them, and which attacks they hold. */
export interface ControlSet {
  /** Such as `none`, `access`, `framework-C11`, `none+C11`, `given-1`, `found-1`. */
  readonly id: string;
  readonly kind: SetKind;
  /** The control that is missing or alone; null for other sets. */
  readonly control: string | null;
  readonly controls: readonly string[];
  /** As a run is asked for it: `--profile P --without C`. */
  readonly profile: string;
  readonly without: readonly string[];
  /** In honest play; null where that was not played. Energy is null throughout: no metric knows it. */
  readonly cost:
    | (Readonly<Record<CostDimension, MeasuredValue | null>> & { readonly operationsPerSecond: MeasuredValue | null })
    | null;
  /** Attacks that it holds, and those of which it is not known: not played under it, or no attempt came to an end. */
  readonly held: readonly string[];
  readonly unknown: readonly string[];
  /** Share of the attacks held; null where any of them is unknown. */
  readonly protection: number | null;
}

/**
 * What a cell says beside its reference (none for a control alone, the whole profile for one less): `stops`: less success, and the attack
 * is held; `lowers`: less success, but not held; `lets in`: more success; null: no attempt came to an end. A difference counts where its
 * interval, made wider for the number of cells (Bonferroni), leaves out 0.
 */
export type Finding = 'stops' | 'lowers' | 'lets in' | 'no difference seen';

/** One attack under one set of controls. */
export interface AblationCell {
  readonly attack: string;
  readonly set: string;
  readonly replications: number;
  readonly attempts: number;
  /** Further ones that still ran at the end. */
  readonly unfinished: number;
  readonly successes: number;
  /** Wilson's. */
  readonly ci95: readonly [number, number] | null;
  /** Whether the upper bound is `heldAt` of the attack at most; null without attempts. */
  readonly held: boolean | null;
  /** Success less that under the whole profile, and less that under none, in pairs. */
  readonly fromProfile: Paired;
  readonly fromNone: Paired;
  readonly finding: Finding | null;
  /** What the attack's file says of the control in question; null where it says nothing, or where none is. */
  readonly said: 'beats it' | 'does not' | null;
}

/** Sets that no other beats: none protects as much and costs less, or costs as much and protects more, by their means. */
export interface ParetoFronts {
  /** Of each dimension, cheapest first; null where the cost is unknown. */
  readonly by: Readonly<Record<CostDimension, readonly string[] | null>>;
  /** Of all dimensions that are known, together. */
  readonly together: readonly string[];
}

/** Controls that are enough and of which none can be missed. */
export interface MinimalSet {
  readonly set: string;
  /** Which costs decided what was taken out first: the dearest. */
  readonly orders: readonly CostDimension[];
  /** Attacks that it holds: those that the whole profile was shown to hold. */
  readonly attacks: readonly string[];
  readonly controls: readonly string[];
  /** What comes back as each of them is taken out; empty where no return could be shown, which leaves the set perhaps too large. */
  readonly without: readonly { readonly control: string; readonly letsIn: readonly string[] }[];
  readonly irreducible: boolean;
}
