import { samplingAudit } from '../../sim/controls/sampling-audit.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { batchAuditDetects } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { liars, other, providerCast, watched } from './provider-cast.ts';
import { playTiny } from './tiny-cast.ts';

const batch = 10_000;
const wrong = 100;
const audits = 460;
const expected = batchAuditDetects(batch, wrong, audits);
const batchesARun = 20;

/** A33 on exactly so many results of each batch, wherever they fall: lies that are left / results that are left. */
const rationed = liars('V-I2', (hand) => {
  let results = 0;
  let lies = 0;
  return (value) => {
    const lie = hand.random.uniform() < (wrong - lies) / (batch - results);
    if (lie) lies++;
    if (++results === batch) results = lies = 0;
    return lie ? other(value) : undefined;
  };
});

/** V-I2: audits without putting back, in batches of a fixed size, find a provider that has altered some of each batch. */
export const auditedBatch: Anchor = {
  rows: [
    {
      id: 'V-I2',
      name: 'audit of 460 in 10 000 results finds 100 that are wrong',
      expected,
      widest: widest(expected, 0.0004),
    },
  ],
  through:
    'attack A33 on a ration of results, control C21 by batches, secure connector and external DPM, virtual world',
  run(effort) {
    let caught = 0;
    let trials = 0;
    const runs = sized(20, effort);
    for (const run of rounds(runs, effort)) {
      let made = 0;
      let found = false;
      const audit = watched(samplingAudit({ share: audits / batch, batch }), (deed, verdict) => {
        if (deed.circumstances.recomputed === undefined) return;
        found ||= verdict !== undefined;
        if (++made < audits) return;
        trials++;
        if (found) caught++;
        made = 0;
        found = false;
      });
      playTiny(
        providerCast({
          name: 'V-I2',
          providers: 1,
          standing: [audit],
          attacks: [rationed],
          jobs: batchesARun * batch,
        }),
        keyOf(effort.seed, run, 'V-I2')[0]!,
        [],
      );
    }
    return [ofTrials(caught, trials, effort)];
  },
};
