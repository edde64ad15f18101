import type { FeedGround } from '../metrics/feed/feed.ts';
import type { Replication } from '../metrics/results/replication.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { LabelTable } from '../sim/framework/truth.ts';

/** An attempt as the labels of facts refer to it. */
export interface LabelledAttempt {
  readonly attack: string;
  readonly number: number;
  readonly startNs: number;
  /** Null where it still ran at the end. */
  readonly endNs: number | null;
  readonly acts: number;
  /** Its steps in order; a fact's label is that of the step that it descends from. */
  readonly steps: readonly { readonly label: number; readonly name: string; readonly atNs: number }[];
}

/** What the labels of a run's facts stand for, and who the numbers of its nodes are: a line of `runs.jsonl`. */
export interface RunLine {
  /** As in the run's facts. */
  readonly run: string;
  readonly profile: string;
  readonly attacks: readonly string[];
  /** Counted from 0; runs of one replication share random numbers. */
  readonly replication: number;
  readonly seed: Replication['seed'];
  readonly digest: string | null;
  /** Nodes of the cast; addresses from here on are nobody's that the cast knows. */
  readonly nodes: number;
  readonly populations: readonly {
    readonly role: string;
    readonly party: string;
    readonly first: number;
    readonly count: number;
  }[];
  readonly attempts: readonly LabelledAttempt[];
}

/** The attempts of a run with the label of each of their steps. */
function labelledAttempts(labels: LabelTable): readonly LabelledAttempt[] {
  const count = labels.attempts.reduce((sum, { steps }) => sum + steps.length, 0);
  const stepsOf: LabelledAttempt['steps'][number][][] = labels.attempts.map(() => []);
  for (let label = 1; label <= count; label++) {
    const attempt = labels.attemptOf(label);
    const steps = stepsOf[attempt]!;
    steps.push({ label, name: labels.stepOf(label), atNs: labels.attempts[attempt]!.steps[steps.length]!.atNs });
  }
  return labels.attempts.map(({ attack, number, startNs, endNs, acts }, index) => ({
    attack,
    number,
    startNs,
    endNs,
    acts,
    steps: stepsOf[index]!,
  }));
}

/** Which run of an arm it is. */
export interface RunOfArm {
  readonly profile: string;
  readonly attacks: readonly Attack[];
  readonly replication: number;
}

/** The line of a run that is over. */
export const runLine = (
  name: string,
  { profile, attacks, replication }: RunOfArm,
  ground: FeedGround,
  { seed, digest }: Replication,
): string => {
  const line: RunLine = {
    run: name,
    profile,
    attacks: attacks.map(({ id }) => id),
    replication,
    seed,
    digest,
    nodes: ground.truth.nodes,
    populations: ground.populations.map(({ role, party, first, count }) => ({ role, party, first, count })),
    attempts: labelledAttempts(ground.truth.labels),
  };
  return JSON.stringify(line);
};
