import { samplingAudit } from '../../sim/controls/sampling-audit.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { auditDetects } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { liars, other, providerCast, watched } from './provider-cast.ts';
import { playTiny } from './tiny-cast.ts';

/** Share of results that the provider alters. */
const cheats = 0.01;
/** Share of results that are computed again: any share will do, since what counts is how many were. */
const audited = 0.5;
const samples = [300, 460] as const;
const [fewer, more] = samples.map((k) => auditDetects(cheats, k)) as [number, number];
const jobsARun = 200_000;

/** A33 by a patient provider: one long attempt that alters every hundredth result, at random. */
const rareCheat = liars('V-I1', (hand) => (value) => (hand.random.uniform() < cheats ? other(value) : undefined));

/** Counts runs of k audits, one after the other, and those in which an audit refused. */
class AuditRuns {
  trials = 0;
  hits = 0;
  private audits = 0;
  private caught = false;
  private readonly k: number;

  constructor(k: number) {
    this.k = k;
  }

  add(refused: boolean): void {
    this.caught ||= refused;
    this.audits++;
    if (this.audits < this.k) return;
    this.trials++;
    if (this.caught) this.hits++;
    this.audits = 0;
    this.caught = false;
  }
}

/** V-I1: spot checks find a provider that cheats on one result in a hundred. */
export const auditedProvider: Anchor = {
  rows: [
    {
      id: 'V-I1a',
      name: 'sampling audit finds a 1 % cheat, 300 audits',
      expected: fewer,
      widest: widest(fewer, 0.0009),
    },
    { id: 'V-I1b', name: 'sampling audit finds a 1 % cheat, 460 audits', expected: more, widest: widest(more, 0.0004) },
  ],
  through: 'attack A33 on rare results, control C21 alone, secure connector and external DPM, virtual world',
  run(effort) {
    const counts = samples.map((k) => new AuditRuns(k));
    const runs = sized(10, effort);
    const audit = watched(samplingAudit({ share: audited }), (deed, verdict) => {
      if (deed.circumstances.recomputed === undefined) return;
      for (const count of counts) count.add(verdict !== undefined);
    });
    for (const run of rounds(runs, effort)) {
      playTiny(
        providerCast({ name: 'V-I1', providers: 1, standing: [audit], attacks: [rareCheat], jobs: jobsARun }),
        keyOf(effort.seed, run, 'V-I1')[0]!,
        [],
      );
    }
    return counts.map(({ hits, trials }) => ofTrials(hits, trials, effort));
  },
};
