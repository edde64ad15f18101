import { widest } from './anchor.ts';
import type { Anchor, AnchorRow } from './anchor.ts';
import { doubleSpend } from './closed-forms.ts';
import { ofMeans, ofTrials, rounds, sized } from './estimate.ts';
import { confirmations, playDoubleSpends } from './mined-spends.ts';
import type { JudgedRace } from './mined-spends.ts';
import { keyOf } from '../../sim/kernel/stream.ts';

const through = 'attack A42 by one who finds blocks, ledger, two asset keepers, control C39 alone, oracle, metric M01';

const rowFor = (id: string, share: number, check: number): AnchorRow => ({
  id,
  name: `double spends that succeed, ${share * 100} % of the blocks, ${confirmations} confirmations`,
  expected: doubleSpend(share, confirmations),
  widest: widest(doubleSpend(share, confirmations), check),
});

/** V-L1b: double spends against the wait for six blocks. `depth` other than six is a range that is wrong. */
export const minedDoubleSpend = (depth = confirmations): Anchor => ({
  rows: [rowFor('V-L1b', 0.3, 0.0007)],
  through,
  run(effort) {
    // Twelve blocks behind it would catch up once in 60 000 times.
    const terms = { share: 0.3, depth, hopeless: 12, secondsAnAsset: 36 };
    let hits = 0;
    let trials = 0;
    for (const run of rounds(sized(270, effort), effort)) {
      for (const { success } of playDoubleSpends(terms, keyOf(effort.seed, run, 'V-L1')[0]!)) {
        trials++;
        if (success) hits++;
      }
    }
    return [ofTrials(hits, trials, effort)];
  },
});

const rareShare = 0.1;
/** Share of the blocks that the attacker is given in the runs for the rare case: its attempts succeed about half the time. */
const playedShare = 0.5;

/** How much rarer a race of just these blocks is with the rare share than with the one that was played. */
const likelihood = ({ own, others }: JudgedRace['race']): number =>
  Math.exp(own * Math.log(rareShare / playedShare) + others * Math.log((1 - rareShare) / (1 - playedShare)));

/**
 * V-L1a: one who finds a tenth of the blocks succeeds six times in ten thousand, so it is played with half of them, and each
 * success that the oracle sees counts as its race is likely with a tenth (importance sampling). Who finds each block is the only
 * thing that is weighed; what succeeds, the ledger, the keepers and C39 say.
 */
export const rareDoubleSpend = (depth = confirmations): Anchor => ({
  rows: [rowFor('V-L1a', rareShare, 0.00003)],
  through,
  run(effort) {
    // Six blocks behind, one with a tenth of them would catch up once in five million times.
    const terms = { share: playedShare, depth, hopeless: 6, secondsAnAsset: 18 };
    const runs = Array.from(rounds(sized(64, effort), effort), (run) =>
      playDoubleSpends(terms, keyOf(effort.seed, run, 'V-L1a')[0]!),
    );
    const counted = runs.flat().map(({ success, race }) => (success ? likelihood(race) : 0));
    return [ofMeans(counted, effort)];
  },
});
