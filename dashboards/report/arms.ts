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
export type Fate = 'gets in' | 'sometimes' | 'rarely' | 'no success' | 'kept out' | 'unknown';

/** Judges by the interval: half or more at its lower end gets in, a twentieth or less at its upper end is rare; no
 * success at all is kept out where the interval ends below a twentieth, and merely no success where attempts were few. The bounds are for words only; the numbers stand beside them. */
export function fateOf(outcome: AttackOutcome | undefined): Fate {
  if (!outcome || outcome.attempts === 0) return 'unknown';
  const rate = outcome.successes / outcome.attempts;
  const [lower, upper] = outcome.ci95 ?? [rate, rate];
  if (outcome.successes === 0) return outcome.ci95 !== null && upper <= 0.05 ? 'kept out' : 'no success';
  if (lower >= 0.5) return 'gets in';
  return upper <= 0.05 ? 'rarely' : 'sometimes';
}

/** The sign that goes with a fate, so that no reader depends on colour. */
export const fateSign: Readonly<Record<Fate, string>> = {
  'gets in': '✕',
  sometimes: '◐',
  rarely: '◔',
  'no success': '○',
  'kept out': '✓',
  unknown: '?',
};

/** The class that colours a fate. */
export const fateClass: Readonly<Record<Fate, string>> = {
  'gets in': 'bad',
  sometimes: 'fair',
  rarely: 'fair',
  'no success': 'dim',
  'kept out': 'good',
  unknown: 'dim',
};
