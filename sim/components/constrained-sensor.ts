import type { Component } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { DataClass } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { Report } from '../framework/messages/things.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** What all sensors of a building share. */
export interface SensorSettings {
  readonly things: Things;
  readonly periodNs: number;
  /** `uniform`: each starts at a random moment of its period; `aligned`: all at once, the hardest case. */
  readonly phases: 'uniform' | 'aligned';
}

/** State of sensors: how many reports each has sent. */
export interface SensorState {
  readonly reports: Uint32Array;
}

const timerReport = 1;

/**
 * A constrained sensor: it reads one quantity and reports it to its gateway, which vouches for it. It hears nothing.
 *
 *   wake every period ─▶ sense ─▶ report ─RP-T─▶ gateway
 */
export function constrainedSensor(settings: SensorSettings): Component<'device', SensorState> {
  const { things, periodNs, phases } = settings;
  // The one draft of all reports: the world copies its fields, so only the body is made anew.
  const draft = {
    kind: 'report' as const,
    subject: 0,
    dataClass: 'public' as DataClass,
    body: null as never as Report,
  };
  return {
    role: 'device',
    code: 'constrained-sensor 1',
    state: (count) => ({ reports: new Uint32Array(count) }),
    start: (_state, _index, io) => {
      io.wake(timerReport, phases === 'aligned' ? 0 : Math.floor(io.random.uniform() * periodNs));
    },
    receive: () => undefined,
    wake: (state, index, _timer, _argument, io) => {
      const thing = io.node - things.first;
      const quantity = quantityOf(things, thing);
      draft.subject = io.node;
      draft.dataClass = classOfQuantity[quantity];
      draft.body = { quantity, value: io.sense(quantity), at: io.now };
      io.send('RP-T', things.upward[thing]! as Address<'gateway'>, draft);
      state.reports[index]! += 1;
      io.wake(timerReport, periodNs);
    },
    forget: (state, index) => {
      state.reports[index] = 0;
    },
  };
}
