import { Moments } from '../../metrics/statistics/moments.ts';
import { knownDifference } from '../../metrics/statistics/paired-alike.ts';
import type { PairedDifference } from '../../metrics/statistics/paired.ts';
import { studentInterval } from '../../metrics/statistics/student.ts';
import { detector } from '../../sim/controls/detector.ts';
import { fullPlaybook, responseActs, responsePlaybook } from '../../sim/controls/response-playbook.ts';
import type { ResponsePlaybookSettings } from '../../sim/controls/response-playbook.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { replicate } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import type { MeanOf } from './playbooks.ts';
import { detectorTerms } from './threshold.ts';

/**
 * M21 of the first attempt of a run that raised an alarm. Up to the first act a run is the same under every playbook but for the
 * microseconds that C45's look-ups take, so this is the same attempt under each; which of the later ones are noticed, and so are in the
 * mean of M21, the playbook itself decides.
 */
export const firstContained: Metric = {
  id: 'M901',
  name: 'time-to-contain-first',
  summary:
    'time from the first alarm of a run that an attack caused to the last violation by the attempt that caused it',
  unit: 's',
  formula:
    'max(0, last violation by the attempt - its first alarm), of the attempt with the earliest alarm; unknown where none was noticed',
  values: ['run'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let firstNs = Infinity;
    let heldNs = 0;
    return {
      block() {},
      attempt({ detectedNs, lastViolationNs }) {
        if (detectedNs === null || detectedNs >= firstNs) return;
        firstNs = detectedNs;
        heldNs = Math.max(0, (lastViolationNs ?? detectedNs) - detectedNs);
      },
      value: () => ({ run: firstNs === Infinity ? { value: null, n: 0 } : { value: heldNs / 1e9, n: 1 } }),
    };
  },
};

/** Every act, each after this share of its time. */
const hastened = (share: number): ResponsePlaybookSettings => ({
  ...fullPlaybook,
  afterNs: Object.fromEntries(responseActs.map((act) => [act, share * fullPlaybook.afterNs[act]!])),
});

/** Playbooks that differ in nothing but how soon their acts are done. */
const paces: readonly (readonly [name: string, playbook: ResponsePlaybookSettings | null])[] = [
  ['detector', null],
  ['all acts', fullPlaybook],
  ['all acts, in a fifth of the time', hastened(0.2)],
];

/** How long the first attempt that was noticed went on, under one playbook, and how much less than under the detector alone. */
export interface Containment {
  readonly playbook: string;
  readonly seconds: MeanOf;
  readonly againstDetector: PairedDifference;
}

/** Plays one attack under playbooks of different pace, with the same random numbers, which are of a stream of their own. */
export function containmentOf(plan: RunPlan, replications: number, threshold: number): readonly Containment[] {
  const played = paces.map(([playbook, settings]) => ({
    playbook,
    values: valuesOf(plan, settings, replications, threshold),
  }));
  const alone = played[0]!.values;
  return played.map(({ playbook, values }) => {
    const known = values.filter((value) => value !== null);
    const moments = Moments.of(known);
    return {
      playbook,
      seconds: { n: known.length, mean: known.length === 0 ? null : moments.mean, interval: studentInterval(moments) },
      againstDetector: knownDifference(alone, values, 0.95),
    };
  });
}

function valuesOf(
  plan: RunPlan,
  settings: ResponsePlaybookSettings | null,
  replications: number,
  threshold: number,
): readonly (number | null)[] {
  const { profile } = plan;
  const without = settings === null ? ([...profile.without, 'C45'] as const) : profile.without;
  const reset = [detector(detectorTerms(threshold)), ...(settings === null ? [] : [responsePlaybook(settings)])];
  return Array.from({ length: replications }, (_, index) => {
    const seed = keyOf(plan.seed, index, 'containment')[0]!;
    const run = { ...plan, profile: { ...profile, without }, reset, ownMetrics: [firstContained], seed };
    return replicate(run, { seconds: () => 0 }).values[firstContained.id]?.value ?? null;
  });
}
