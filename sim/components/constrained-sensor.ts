import type { Component, Io } from '../framework/component.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { DataClass, Quantity } from '../framework/datum.ts';
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
  /** A quantity that is reported when it has changed, and once a period at the least; absent where all are reported once a period. */
  readonly onChange?: OnChange;
}

/** How a quantity is watched of which changes are reported. */
export interface OnChange {
  readonly quantity: Quantity;
  /** Time between two looks at it, and so the least between two reports, ns. */
  readonly lookNs: number;
}

/** State of sensors: how many reports each has sent. */
export interface SensorState {
  readonly reports: Uint32Array;
  /** What each told last, and when, ns; null where none reports on change. */
  readonly told: { readonly value: Float64Array; readonly atNs: Float64Array } | null;
}

const timerReport = 1;
/** No value of a quantity. */
const nothingTold = -Infinity;
const untold = (count: number): Float64Array => new Float64Array(count).fill(nothingTold);

/**
 * A constrained sensor: it reads one quantity and reports it to its gateway, which vouches for it. It hears nothing.
 *
 *   wake every period ─▶ sense ─▶ report ─RP-T─▶ gateway
 *
 * Where a quantity is reported on change, in the manner of CoAP Observe (RFC 7641) with the least and greatest period of
 * draft-ietf-core-conditional-attributes, it looks oftener and reports what has changed, unless it is asked to report evenly.
 */
export function constrainedSensor(settings: SensorSettings): Component<'device', SensorState> {
  const { things, periodNs, phases, onChange } = settings;
  // The one draft of all reports: the world copies its fields, so only the body is made anew.
  const draft = {
    kind: 'report' as const,
    subject: 0,
    dataClass: 'public' as DataClass,
    body: null as never as Report,
  };
  const report = (state: SensorState, index: number, quantity: Quantity, value: number, io: Io<'device'>): void => {
    draft.subject = io.node;
    draft.dataClass = classOfQuantity[quantity];
    draft.body = { quantity, value, at: io.now };
    io.send('RP-T', things.upward[io.node - things.first]! as Address<'gateway'>, draft);
    state.reports[index]! += 1;
  };
  /** Looks once, reports what is to be reported, and says when to look again. */
  const look = (state: SensorState, index: number, { quantity, lookNs }: OnChange, io: Io<'device'>): number => {
    const { value: told, atNs } = state.told!;
    const { evenlyNs } = io.duty('twin');
    const value = io.sense(quantity);
    if (evenlyNs < Infinity || value !== told[index] || io.now - atNs[index]! >= periodNs) {
      report(state, index, quantity, value, io);
      told[index] = value;
      atNs[index] = io.now;
    }
    return evenlyNs < Infinity ? evenlyNs : lookNs;
  };
  return {
    role: 'device',
    code: 'constrained-sensor 1',
    state: (count) => ({
      reports: new Uint32Array(count),
      told: onChange === undefined ? null : { value: untold(count), atNs: untold(count) },
    }),
    start: (_state, _index, io) => {
      io.wake(timerReport, phases === 'aligned' ? 0 : Math.floor(io.random.uniform() * periodNs));
    },
    receive: () => undefined,
    wake: (state, index, _timer, _argument, io) => {
      const quantity = quantityOf(things, io.node - things.first);
      if (onChange?.quantity === quantity) {
        io.wake(timerReport, look(state, index, onChange, io));
        return;
      }
      report(state, index, quantity, io.sense(quantity), io);
      io.wake(timerReport, periodNs);
    },
    forget: (state, index) => {
      state.reports[index] = 0;
      state.told?.value.fill(nothingTold, index, index + 1);
    },
  };
}
