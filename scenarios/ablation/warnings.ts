import type { AblationCell, MinimalSet } from '../../metrics/results/ablation.ts';
import type { Attack } from '../../sim/framework/attack.ts';

/** What a reader should know before believing an ablation. */
export interface Doubts {
  readonly attacks: readonly Attack[];
  /** Attacks that the whole profile was shown to hold. */
  readonly holdable: readonly Attack[];
  readonly cells: readonly AblationCell[];
  readonly minimal: readonly MinimalSet[];
  readonly lost: number;
  readonly replications: number;
}

/** A line for each thing to be wary of. */
export function warningsOf({ attacks, holdable, cells, minimal, lost, replications }: Doubts): readonly string[] {
  const left = attacks.filter((attack) => !holdable.includes(attack)).map(({ id }) => id);
  const unknown = cells.filter(({ attempts }) => attempts === 0).map(({ attack, set }) => `${attack} under ${set}`);
  const loose = minimal.filter(({ irreducible }) => !irreducible).map(({ set }) => set);
  const more = replications < 30 ? ': more --replications may show it' : '';
  return [
    ...(left.length === 0
      ? []
      : [`not shown to be held by the whole profile, so asked of no smaller set, ${left.join(', ')}${more}`]),
    ...(unknown.length === 0
      ? []
      : [
          `no attempt came to an end in ${unknown.length} cells, whose success is unknown: ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ', ...' : ''}`,
        ]),
    ...(loose.length === 0
      ? []
      : [`${loose.join(', ')} may hold a control that can be missed: no return was shown without it`]),
    ...(lost === 0 ? [] : [`${lost} runs gave nothing; the cells stand on the others`]),
  ];
}
