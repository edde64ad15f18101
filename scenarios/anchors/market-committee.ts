import { redundancy } from '../../sim/controls/redundancy.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { committeeFails } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { liars, providerCast, watched } from './provider-cast.ts';
import { camps } from './random-committee.ts';
import { playTiny } from './tiny-cast.ts';

const [members, copies, least] = [40, 5, 3];
const expected = committeeFails(members, members / camps, copies, least);
const jobsARun = 18_000;

/**
 * V-I7b: the law of V-I7 through a whole market: forty providers under contract in five camps, each of which says a thing of its own;
 * five are drawn for each job, asked, and heard. At a thousand and twenty-one it would take two hundred million answers to see one
 * committee in twelve hundred fail often enough. `realCopies` other than five is a range that is wrong.
 */
export const marketCommittee = (realCopies = copies): Anchor => ({
  rows: [
    {
      id: 'V-I7b',
      name: 'a market that draws 5 of 40 providers believes what a fifth of them say together',
      expected,
      widest: widest(expected, 0),
    },
  ],
  through:
    'attack A33 inside every provider, choice by lot of the secure connector, contracts, external DPMs, control C22 alone, virtual world',
  run(effort) {
    let [judged, believed] = [0, 0];
    for (const run of rounds(sized(4, effort), effort)) {
      let entered = 0;
      const inCamps = liars('V-I7b', () => {
        // Neither of the two values that an honest provider may say.
        const camp = 2 + (entered++ % camps);
        return () => camp;
      });
      const vote = watched(redundancy({ copies: realCopies, share: 1 / 2 }), (_deed, verdict) => {
        judged++;
        if (verdict === undefined) believed++;
      });
      playTiny(
        providerCast({
          name: 'V-I7b',
          providers: members,
          standing: [vote],
          attacks: [inCamps],
          jobs: sized(jobsARun, { ...effort, share: Math.min(1, effort.share * 4) }),
          choice: 'drawn',
        }),
        keyOf(effort.seed, run, 'V-I7b')[0]!,
        [],
      );
    }
    // No two camps can have more than half of a committee, so each job answers for all five.
    const { measured, ci } = ofTrials(believed, judged, effort);
    return [{ measured: measured / camps, ci: [ci[0] / camps, ci[1] / camps] }];
  },
});
