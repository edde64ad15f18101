import { rogueDpmResult } from '../../attacks/rogue-dpm-result.ts';
import { timeToDetect } from '../../metrics/measures/time-to-detect.ts';
import { detector } from '../../sim/controls/detector.ts';
import { samplingAudit } from '../../sim/controls/sampling-audit.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { TaskResult } from '../../sim/framework/task.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { pollDetection } from './closed-forms.ts';
import { ofMeans, rounds, sized } from './estimate.ts';
import { other, providerCast } from './provider-cast.ts';
import { playTiny } from './tiny-cast.ts';

const periodMinutes = 15;
const found = 0.4;
const expected = pollDetection(periodMinutes, found);
const periodNs = seconds(periodMinutes * 60);
/** Twenty-five days: the contracts of the cast, which live twice as long, are not renewed within it. */
const jobsARun = 2_400;
/** Periods that an attempt goes on for: one in 100 000 is not found in so many, and shortens the mean by no more than that. */
const periodsAnAttempt = 24;

/** A33 by a provider that turns at a random moment, an hour after its last attempt on average, and lies in everything for six. */
const turncoat: Attack = {
  ...rogueDpmResult,
  intensity: { everyNs: 4 * periodNs, source: 'anchor V-R3' },
  *campaign(hand) {
    hand.step('alter');
    const until = hand.now + periodsAnAttempt * periodNs;
    hand.inside(hand.stage.insiders['provider 1']!, (draft) => {
      if (draft.kind !== 'result' || draft.body === null || hand.now >= until) return undefined;
      const result = draft.body as TaskResult;
      return { ...draft, body: { ...result, value: other(result.value) } };
    });
    yield { untilNs: until };
  },
};

/** V-R3: an auditor that looks once a quarter of an hour. `realShare` other than 0.4 is a range that is wrong. */
export const pollingDetector = (realShare = found): Anchor => ({
  rows: [
    {
      id: 'V-R3',
      name: 'time to detect by an audit every 15 min that finds 40 %: mean, min',
      expected,
      widest: widest(expected, 0.12),
    },
  ],
  through:
    'attack A33 from random moments on, controls C21 and C44 alone, secure connector and external DPM, oracle, metric M20',
  run(effort) {
    const means = Array.from(rounds(sized(270, effort, 8), effort), (run) => {
      const standing = [samplingAudit({ share: realShare }), detector()];
      const terms = { name: 'V-R3', providers: 1, standing, attacks: [turncoat], jobs: jobsARun, jobNs: periodNs };
      const seen = playTiny(providerCast(terms), keyOf(effort.seed, run, 'V-R3')[0]!, [timeToDetect]);
      return seen.values['M20']!.value! / 60;
    });
    return [ofMeans(means, effort)];
  },
});
