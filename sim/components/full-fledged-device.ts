import type { Component } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import {
  credentialCame,
  enrolAfter,
  enrolmentState,
  enrolmentWoke,
  forgetEnrolment,
  watchStanding,
} from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { forgetMaintenance, maintained, maintenanceState } from './maintenance.ts';
import type { MaintenanceState, MaintenanceTerms } from './maintenance.ts';
import { neverActed, obey, tellState } from './obedience.ts';
import type { ObedienceTerms } from './obedience.ts';
import {
  beginRegistering,
  forgetRegistering,
  registeredCame,
  registeringState,
  registeringWoke,
} from './registering.ts';
import type { RegisteringState, RegisteringTerms } from './registering.ts';

/** What all full-fledged devices of a building share. */
export interface DeviceSettings extends ObedienceTerms {
  readonly iotPlatform: Address<'iot-platform'>;
  readonly enrolment: EnrolmentTerms;
  /** Devices ask for their first operational credential within this time, each at a random moment. */
  readonly enrolWithinNs: number;
  readonly reportNs: number;
  /** What they put on record of themselves; absent where others do that, or nobody. */
  readonly registering?: RegisteringTerms;
  /** Who may put other code onto them; absent where nobody may. */
  readonly maintenance?: MaintenanceTerms;
}

/** State of full-fledged devices. */
export interface DeviceState {
  readonly enrolment: EnrolmentState;
  /** When the device last acted, -1 for never. */
  readonly lastActNs: Float64Array;
  /** Null where they do not register. */
  readonly registering: RegisteringState | null;
  /** Null where they have no maintenance service. */
  readonly maintenance: MaintenanceState | null;
}

const timerReport = 1;

/**
 * A full-fledged device (camera, lock, lamp, display): it has keys of its own, asks for an operational credential when it
 * starts (after IEEE 802.1AR: the owner's beside the maker's) and renews it, tells its state, and does what it is told. It may put
 * itself on record at an identity storage, and may have a maintenance service.
 *
 *   IoT platform ─RP-T command─▶ act ─▶ report (the state comes back) and answer ─RP-T─▶ IoT platform
 */
export function fullFledgedDevice(settings: DeviceSettings): Component<'device', DeviceState> {
  const { things, iotPlatform, reportNs, registering, maintenance } = settings;
  return {
    role: 'device',
    code: 'full-fledged-device 1',
    state: (count) => ({
      enrolment: enrolmentState(count),
      lastActNs: neverActed(count),
      registering: registering === undefined ? null : registeringState(count),
      maintenance: maintenance === undefined ? null : maintenanceState(count),
    }),
    start: (_state, _index, io) => {
      enrolAfter(io, Math.floor(io.random.uniform() * settings.enrolWithinNs));
      io.wake(timerReport, Math.floor(io.random.uniform() * reportNs));
      watchStanding(io, settings.enrolment);
      if (registering !== undefined) beginRegistering(io, registering);
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'command') obey(settings, iotPlatform, state.lastActNs, index, message, io);
      else if (message.kind === 'enrolled') credentialCame(state.enrolment, index, message, io);
      else if (message.kind === 'registered' && registering !== undefined && state.registering !== null)
        registeredCame(state.registering, index, message, io, registering);
      else if (maintenance !== undefined && state.maintenance !== null)
        maintained(state.maintenance, index, message, io, maintenance);
    },
    wake: (state, index, timer, argument, io) => {
      if (registering !== undefined && state.registering !== null) {
        if (registeringWoke(state.registering, index, timer, io, registering)) return;
      }
      if (timer === timerReport) {
        tellState(things, iotPlatform, io);
        io.wake(timerReport, reportNs);
      } else {
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      state.lastActNs[index] = -1;
      if (state.registering !== null) forgetRegistering(state.registering, index);
      if (state.maintenance !== null) forgetMaintenance(state.maintenance, index);
    },
  };
}
