import type { ArmSummary, AttackOutcome, RunResult } from '../../metrics/results/summary.ts';

/** One arm with the name that readers see and the class that its parts of the page carry. */
export interface NamedArm {
  readonly arm: ArmSummary;
  readonly name: string;
  /** Element class and id, `arm-0` onwards. */
  readonly key: string;
  /** Share of the page that this arm's lists and marks may take: all arms together stay readable, and the file small. */
  readonly room: number;
}

const profileText = (arm: ArmSummary): string =>
  arm.without.length === 0 ? arm.profile : `${arm.profile} without ${arm.without.join(', ')}`;

/** Arms in order, named by their profile, and by their attacks too where two arms share a profile. */
export function namedArms(result: RunResult): readonly NamedArm[] {
  const profiles = result.arms.map(profileText);
  return result.arms.map((arm, index) => {
    const profile = profiles[index]!;
    const shared = profiles.filter((other) => other === profile).length > 1;
    const attacks = arm.attacks.map((attack) => attack.id).join(' ') || 'no attack';
    return {
      arm,
      name: shared ? `${profile} · ${attacks}` : profile,
      key: `arm-${index}`,
      room: 1 / Math.max(3, profiles.length),
    };
  });
}

/** A column of the attack table: one profile, with what became of each attack under it, in whichever arm it ran. */
export interface ProfileColumn {
  readonly name: string;
  readonly outcomes: ReadonlyMap<string, AttackOutcome>;
}

/** One column a profile; arms that differ in their attacks only fall into the same one. */
export function profileColumns(result: RunResult): readonly ProfileColumn[] {
  const columns = new Map<string, Map<string, AttackOutcome>>();
  for (const arm of result.arms) {
    const name = profileText(arm);
    const outcomes = columns.get(name) ?? new Map<string, AttackOutcome>();
    for (const outcome of arm.attacks) if (!outcomes.has(outcome.id)) outcomes.set(outcome.id, outcome);
    columns.set(name, outcomes);
  }
  return [...columns].map(([name, outcomes]) => ({ name, outcomes }));
}

/** How an attack fared, in words: `unknown` where it made no attempt. */
export type Fate = 'gets in' | 'each time' | 'sometimes' | 'rarely' | 'no success' | 'kept out' | 'unknown';

/** What the upper end of an interval may be for an attack that is rare or kept out. */
const rare = 0.05;

/**
 * Judges by the interval, and says no more than it does. Every attempt or none of few is `each time` or `no success`; they
 * become `gets in` where the interval begins at a half, `kept out` where it ends at a twentieth. In between, `rarely` ends at
 * a twentieth, `gets in` begins at a half, and `sometimes` is the rest. The bounds are for words only; numbers stand beside.
 */
export function fateOf(outcome: Pick<AttackOutcome, 'successes' | 'attempts' | 'ci95'> | undefined): Fate {
  if (!outcome || outcome.attempts === 0) return 'unknown';
  const { successes, attempts, ci95 } = outcome;
  const [lower, upper] = ci95 ?? [0, 1];
  if (successes === 0) return upper <= rare ? 'kept out' : 'no success';
  if (lower >= 0.5) return 'gets in';
  if (successes === attempts) return 'each time';
  return upper <= rare ? 'rarely' : 'sometimes';
}

/** The sign that goes with a fate, so that no reader depends on colour. */
export const fateSign: Readonly<Record<Fate, string>> = {
  'gets in': '✕',
  'each time': '✕',
  sometimes: '◐',
  rarely: '◔',
  'no success': '○',
  'kept out': '✓',
  unknown: '?',
};

/** The class that colours a fate. */
export const fateClass: Readonly<Record<Fate, string>> = {
  'gets in': 'bad',
  'each time': 'bad',
  sometimes: 'fair',
  rarely: 'fair',
  'no success': 'dim',
  'kept out': 'good',
  unknown: 'dim',
};
