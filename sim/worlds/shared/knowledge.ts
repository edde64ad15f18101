import type { Mind } from '../../framework/agenda.ts';
import type { Gain } from '../../framework/attack.ts';

/** What a member of a side knows, and how it learns. */
export interface LearningMind extends Mind {
  learn(what: string, gain: Gain): void;
}

/**
 * What the members of one side know: named things, each with its time and the keys if it is keys. What one member learns, another
 * knows after a delay. Knowledge is belief: nothing here says whether a thing is of use.
 */
export class Knowledge {
  /** By name: what members have learnt by themselves, the newest last. */
  private readonly things = new Map<string, { readonly by: number; readonly gain: Gain }[]>();
  private readonly now: () => number;
  private readonly delayNs: number;

  /** `now`: the world's time, ns; `delayNs`: how long it takes until other members know, ns. */
  constructor(now: () => number, delayNs = 0) {
    this.now = now;
    this.delayNs = delayNs;
  }

  /** The mind of one member. When it forgets, its side does: a play begins anew for all of them. */
  mind(member = 0): LearningMind {
    const { things } = this;
    return {
      learn: (what, gain) => {
        const known = things.get(what) ?? [];
        known.push({ by: member, gain });
        things.set(what, known);
      },
      of: (what) => {
        const toldNs = this.now() - this.delayNs;
        return things.get(what)?.findLast(({ by, gain }) => by === member || gain.atNs <= toldNs)?.gain;
      },
      forget: () => things.clear(),
    };
  }
}
