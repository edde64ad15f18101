import { sensorSpoofing } from '../../attacks/sensor-spoofing.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor, Estimate } from './anchor.ts';
import { alarmBelief } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { platformNode, reading, sensorNode, watchReadings } from './watched-readings.ts';

const [baseRate, noticed, falseAlarms] = [1e-4, 0.99, 0.01];
const expected = alarmBelief(baseRate, noticed, falseAlarms);
/** Deviations beyond which one honest reading in a hundred lies, on either side. */
const limit = normalQuantile(1 - falseAlarms / 2);
/** How far off a lie is, so that its own error brings it back between the limits once in a hundred times. */
const liesAt = limit + normalQuantile(noticed);
const readingsARun = 200_000;
/** Time between two lies, s: a hundred times as many as the base rate has. */
const lieEverySeconds = 100;

/** A18 by one whose lies are off by a little, so that not each of them stands out; it counts them. */
const smallLies = (told: () => void): Attack => ({
  ...sensorSpoofing,
  intensity: { everyNs: 1, source: 'anchor V-R5' },
  *campaign(hand) {
    hand.step('connect');
    const line = hand.open('RP-T', platformNode, sensorNode, null);
    yield { line };
    hand.step('report');
    for (;;) {
      yield hand.wait(seconds(lieEverySeconds));
      const body = { quantity: 'temperature', value: reading(hand.random, liesAt), at: hand.now } as const;
      hand.say(line, { kind: 'report', subject: sensorNode, dataClass: 'operational', body });
      told();
    }
  },
});

/**
 * V-R5: how far alarms can be believed where one reading in ten thousand is a lie. Lies are played a hundred times as often as that, so
 * that there are enough of them, and M24's two counts, alarms that lies caused and all others, are weighed by how often each sort of
 * reading is at the base rate (stratified sampling). `realLimit` other than the one for one false alarm in a hundred is a range that is
 * wrong.
 */
export const alarmBaseRate = (realLimit = limit): Anchor => ({
  rows: [
    {
      id: 'V-R5',
      name: 'alarms that a lie caused, one reading in 10 000 a lie, 99 % noticed, 1 % false alarms: share',
      expected,
      widest: widest(expected, 0.0002),
    },
  ],
  through: 'attack A18 with small lies, a sensor with normal errors, controls C28 and C44 alone, oracle, metric M24',
  run(effort) {
    const counted = { lies: 0, caught: 0, honest: 0, mistaken: 0 };
    for (const run of rounds(sized(16, effort), effort)) {
      let lies = 0;
      const terms = {
        name: 'V-R5',
        limitDeviations: realLimit,
        readings: readingsARun,
        attacks: [smallLies(() => lies++)],
      };
      const { values } = watchReadings(terms, keyOf(effort.seed, run, 'V-R5')[0]!);
      const { n, hits } = values['M24']!;
      counted.lies += lies;
      counted.caught += hits!;
      counted.mistaken += n - hits!;
      counted.honest += n - hits! + values['M29.twinUpdates']!.n;
    }
    // Each of the two shares may be beside its interval: half of the chance for each.
    const half = { ...effort, confidence: 1 - (1 - effort.confidence) / 2 };
    const caught = ofTrials(counted.caught, counted.lies, half);
    const mistaken = ofTrials(counted.mistaken, counted.honest, half);
    return [weighed(caught, mistaken)];
  },
});

/** Share of alarms that lies cause, where they are as rare as the base rate says. */
function weighed(caught: Estimate, mistaken: Estimate): Estimate {
  const at = (right: number, wrong: number): number => (baseRate * right) / (baseRate * right + (1 - baseRate) * wrong);
  return {
    measured: at(caught.measured, mistaken.measured),
    ci: [at(caught.ci[0], mistaken.ci[1]), at(caught.ci[1], mistaken.ci[0])],
  };
}
