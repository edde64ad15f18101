import { samplingAudit } from '../../sim/controls/sampling-audit.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { guessesSurvive } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { liars, providerCast, watched } from './provider-cast.ts';
import { playTiny } from './tiny-cast.ts';

/** Share of its work that the provider does; the rest it guesses, between two values. */
const done = 0.9;
const guessed = 0.5;
const audits = 50;
const expected = guessesSurvive(done, guessed, audits);
const jobsARun = 200_000;

/** A34 by a provider that does most of its work. */
const lazy = liars('V-I3', (hand) => () => (hand.random.uniform() < done ? undefined : hand.random.below(2)));

/**
 * V-I3: a provider that guesses a tenth of its results gets through fifty audits. Du et al. let the worker commit to its results by a
 * Merkle tree before it learns which are looked at; here they are handed in before, which binds as well, and no tree is built. An
 * audit that catches it ends a trial, and the next begins.
 */
export const lazyWorker: Anchor = {
  rows: [
    {
      id: 'V-I3',
      name: 'fifty audits miss a provider that guesses a tenth',
      expected,
      widest: widest(expected, 0.0011),
    },
  ],
  through: 'attack A34 on a tenth of the results, control C21 alone, secure connector and external DPM, virtual world',
  run(effort) {
    let survived = 0;
    let trials = 0;
    let passed = 0;
    const audit = watched(samplingAudit({ share: 1 }), (_deed, verdict) => {
      passed++;
      if (verdict === undefined && passed < audits) return;
      trials++;
      if (verdict === undefined) survived++;
      passed = 0;
    });
    const runs = sized(24, effort);
    for (const run of rounds(runs, effort)) {
      passed = 0;
      playTiny(
        providerCast({ name: 'V-I3', providers: 1, standing: [audit], attacks: [lazy], jobs: jobsARun }),
        keyOf(effort.seed, run, 'V-I3')[0]!,
        [],
      );
    }
    return [ofTrials(survived, trials, effort)];
  },
};
