import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { neverActed, obey, tellState } from './obedience.ts';
import type { ObedienceTerms } from './obedience.ts';
import type { Things } from './things.ts';

/** What all constrained actuators of a building share. */
export interface ActuatorSettings extends ObedienceTerms {
  /** Time between two reports of its state, ns. */
  readonly reportNs: number;
}

/** State of constrained actuators. */
export interface ActuatorState {
  /** When the actuator last acted, -1 for never. */
  readonly lastActNs: Float64Array;
}

const timerReport = 1;

type Upward = Address<'gateway' | 'iot-system'>;

const upwardOf = (things: Things, { node }: Io<'device'>): Upward => things.upward[node - things.first]! as Upward;

/**
 * A constrained actuator (a valve): it does what its gateway passes down to it, or the system that it is a member of, and tells its
 * state there. It holds no credential that it could renew: whoever vouches for it is the gateway or the system.
 *
 *   gateway, IoT system ─RP-T command─▶ act ─▶ report (the state comes back) and answer ─RP-T─▶ gateway, IoT system
 */
export function constrainedActuator(settings: ActuatorSettings): Component<'device', ActuatorState> {
  const { things, reportNs } = settings;
  return {
    role: 'device',
    code: 'constrained-actuator 1',
    state: (count) => ({ lastActNs: neverActed(count) }),
    start: (_state, _index, io) => io.wake(timerReport, Math.floor(io.random.uniform() * reportNs)),
    receive: (state, index, message, io) => {
      if (message.kind === 'command') obey(settings, upwardOf(things, io), state.lastActNs, index, message, io);
    },
    wake: (_state, _index, _timer, _argument, io) => {
      tellState(things, upwardOf(things, io), io);
      io.wake(timerReport, reportNs);
    },
    forget: (state, index) => {
      state.lastActNs[index] = -1;
    },
  };
}
