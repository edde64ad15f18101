import { redundancy } from '../../sim/controls/redundancy.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import type { TaskResult } from '../../sim/framework/task.ts';
import type { Verdict } from '../../sim/framework/verdict.ts';
import type { Anchor, AnchorRow, Effort, Estimate } from './anchor.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { isWrong, liars, other, providerCast, watched } from './provider-cast.ts';
import { playTiny } from './tiny-cast.ts';

/** Jobs that go to several providers, each of which lies about any of them with the same chance, all of them alike. */
export interface QuorumRow {
  readonly row: AnchorRow;
  readonly copies: number;
  /** More than this share must agree. */
  readonly share: number;
  readonly lies: number;
  readonly runs: number;
  readonly jobsARun: number;
  /** Whether a job came to what is counted, by the result that was judged last and what C22 said. */
  readonly counts: (result: TaskResult, verdict: Verdict) => boolean;
}

/** The anchor of a row: C22 alone, judged once for each job. */
export const quorumAnchor = ({ row, copies, share, lies, runs, jobsARun, counts }: QuorumRow): Anchor => ({
  rows: [row],
  through:
    'attack A33 inside every provider by draw, control C22 alone, secure connector and external DPMs, virtual world',
  run(effort: Effort): readonly Estimate[] {
    let hits = 0;
    let trials = 0;
    const together = liars(row.id, (hand) => (value) => (hand.random.uniform() < lies ? other(value) : undefined));
    for (const run of rounds(sized(runs, effort), effort)) {
      const vote = watched(redundancy({ copies, share }), (deed, verdict) => {
        trials++;
        if (counts(deed.body as TaskResult, verdict)) hits++;
      });
      playTiny(
        providerCast({ name: row.id, providers: copies, standing: [vote], attacks: [together], jobs: jobsARun }),
        keyOf(effort.seed, run, row.id)[0]!,
        [],
      );
    }
    return [ofTrials(hits, trials, effort)];
  },
});

/** A wrong result was used. */
export const wrongAccepted = (result: TaskResult, verdict: Verdict): boolean =>
  verdict === undefined && isWrong(result);

/** The right result was not: no quorum for it, or one against it. */
export const rightMissed = (result: TaskResult, verdict: Verdict): boolean => verdict !== undefined || isWrong(result);
