import { alarmPrecision } from '../../metrics/measures/alarm-precision.ts';
import { goodput } from '../../metrics/measures/goodput.ts';
import type { Observations } from '../../metrics/results/replication.ts';
import { detector } from '../../sim/controls/detector.ts';
import { plausibility } from '../../sim/controls/plausibility.ts';
import type { Plausible } from '../../sim/controls/plausibility.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import { quantities } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import type { Stream } from '../../sim/kernel/stream.ts';
import { playTiny } from './tiny-cast.ts';

/** The sensor, and the platform that uses what it says. */
export const [sensorNode, platformNode] = [0, 1];
/** What the sensor measures on average, and by how much it errs, degC. */
const [mean, deviation] = [20, 0.5];

/** A reading by one whose errors are normal, so many deviations off. */
export const reading = (random: Stream, offDeviations = 0): number =>
  mean + deviation * (normalQuantile(random.open()) + offDeviations);

/** Says a reading a second. */
const sensor: Component<'device', object> = {
  role: 'device',
  code: 'noisy sensor 1',
  state: () => ({}),
  start: (_state, _index, io) => io.wake(1, seconds(1)),
  receive: () => undefined,
  wake(_state, _index, _timer, _argument, io) {
    const body = { quantity: 'temperature', value: reading(io.random), at: io.now } as const;
    const draft = { kind: 'report', subject: io.node, dataClass: 'operational', body } as const;
    io.send('RP-T', platformNode as Address<'iot-platform'>, draft);
    io.wake(1, seconds(1));
  },
};

/** Uses every reading for a twin, if it may. */
const user: Component<'iot-platform', object> = {
  role: 'iot-platform',
  code: 'reading user 1',
  state: () => ({}),
  start: () => undefined,
  receive: (_state, _index, _message, io) => void io.use('twin'),
  wake: () => undefined,
};

/** C28 as a control chart of Shewhart's: what lies so many deviations from the mean is not believed, however it came there. */
const chart = (limitDeviations: number) => {
  const limits: Plausible = {
    least: mean - limitDeviations * deviation,
    most: mean + limitDeviations * deviation,
  };
  return plausibility(
    Object.fromEntries(quantities.map((quantity) => [quantity, limits])) as Record<Quantity, Plausible>,
  );
};

/** C44 with no patience: each refusal is an alarm. */
const atOnce = () => detector({ alarmAt: 1, calmAt: Infinity, halfLifeNs: 1, quietNs: 0 });

/** Readings of a sensor under C28 and C44, which stand alone, and of whoever claims to be it. */
export const watchReadings = (
  terms: {
    readonly name: string;
    readonly limitDeviations: number;
    readonly readings: number;
    readonly attacks?: readonly Attack[];
  },
  seed: number,
): Observations =>
  playTiny(
    {
      name: terms.name,
      nodes: [
        { name: 'sensor', component: sensor, cells: 0 },
        { name: 'platform', component: user, cells: 0 },
      ],
      wires: [{ point: 'RP-T', from: 'sensor', to: 'platform' }],
      standing: [chart(terms.limitDeviations), atOnce()],
      attacks: terms.attacks ?? [],
      warmUpNs: 0,
      untilNs: seconds(terms.readings),
    },
    seed,
    [alarmPrecision, goodput],
  );
