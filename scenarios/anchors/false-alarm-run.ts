import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { falseAlarmRun } from './closed-forms.ts';
import { watchReadings } from './watched-readings.ts';

const limitDeviations = 3;
const expected = falseAlarmRun(limitDeviations);
const readingsARun = 250_000;

/** V-R4: honest readings between two false alarms. `realLimit` other than three deviations is a range that is wrong. */
export const shewhartRun = (realLimit = limitDeviations): Anchor => ({
  rows: [
    {
      id: 'V-R4',
      name: 'honest readings from one false alarm to the next, limits at 3 deviations: mean',
      expected,
      widest: widest(expected, 1.5),
    },
  ],
  through:
    'a sensor with normal errors, controls C28 with limits of a control chart and C44 at once, metrics M24 and M29',
  run(effort) {
    let alarms = 0;
    let judged = 0;
    for (const run of rounds(sized(36, effort), effort)) {
      const terms = { name: 'V-R4', limitDeviations: realLimit, readings: readingsARun };
      const seen = watchReadings(terms, keyOf(effort.seed, run, 'V-R4')[0]!);
      const raised = seen.values['M24']!.n;
      alarms += raised;
      judged += raised + seen.values['M29.twinUpdates']!.n;
    }
    const { measured, ci } = ofTrials(alarms, judged, effort);
    return [{ measured: 1 / measured, ci: [1 / ci[1], 1 / ci[0]] }];
  },
});
