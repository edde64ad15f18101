import type { Component, Io } from '../framework/component.ts';
import type { Circumstances } from '../framework/deed.ts';
import { classOfQuantity } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { MessageView } from '../framework/message.ts';
import { isOn } from '../framework/schedule.ts';
import type { Schedule } from '../framework/schedule.ts';
import { credentialCame, enrolAfter, enrolmentState, enrolmentWoke, forgetEnrolment } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { quantityOf } from './things.ts';
import type { Things } from './things.ts';

/** What all full-fledged devices of a building share. */
export interface DeviceSettings {
  readonly things: Things;
  readonly iotPlatform: Address<'iot-platform'>;
  readonly enrolment: EnrolmentTerms;
  /** Devices ask for their first operational credential within this time, each at a random moment. */
  readonly enrolWithinNs: number;
  readonly reportNs: number;
  /** When each room is booked, by room. */
  readonly bookings: Schedule;
}

/** State of full-fledged devices. */
export interface DeviceState {
  readonly enrolment: EnrolmentState;
  /** When the device last acted, -1 for never. */
  readonly lastActNs: Float64Array;
}

const timerReport = 1;

/**
 * A full-fledged device (camera, lock, lamp, display): it has keys of its own, asks for an operational credential when it
 * starts (after IEEE 802.1AR: the owner's beside the maker's) and renews it, tells its state, and does what it is told.
 *
 *   IoT platform ─RP-T command─▶ act ─▶ report (the state comes back) and answer ─RP-T─▶ IoT platform
 */
export function fullFledgedDevice(settings: DeviceSettings): Component<'device', DeviceState> {
  const { things, iotPlatform, reportNs } = settings;

  const report = (io: Io<'device'>): void => {
    const quantity = quantityOf(things, io.node - things.first);
    const body = { quantity, value: io.sense(quantity), at: io.now };
    io.send('RP-T', iotPlatform, { kind: 'report', subject: io.node, dataClass: classOfQuantity[quantity], body });
  };

  const obey = (state: DeviceState, index: number, message: MessageView<'command'>, io: Io<'device'>): void => {
    const thing = io.node - things.first;
    const { quantity, value } = message.body;
    const mine = message.subject === io.node && quantity === quantityOf(things, thing) && quantity !== 'camera';
    const lastActNs = state.lastActNs[index]!;
    const booked = isOn(settings.bookings, things.room[thing]!, io.now);
    const circumstances: Circumstances = lastActNs < 0 ? { booked } : { booked, sinceLastActNs: io.now - lastActNs };
    const done = mine && io.act(quantity, value, circumstances) ? 1 : 0;
    if (done === 1) {
      state.lastActNs[index] = io.now;
      report(io);
    }
    io.reply({ kind: 'answer', subject: io.node, dataClass: 'operational', body: { done } });
  };

  return {
    role: 'device',
    code: 'full-fledged-device 1',
    state: (count) => ({ enrolment: enrolmentState(count), lastActNs: new Float64Array(count).fill(-1) }),
    start: (_state, _index, io) => {
      enrolAfter(io, Math.floor(io.random.uniform() * settings.enrolWithinNs));
      io.wake(timerReport, Math.floor(io.random.uniform() * reportNs));
    },
    receive: (state, index, message, io) => {
      if (message.kind === 'command') obey(state, index, message, io);
      else if (message.kind === 'enrolled') credentialCame(state.enrolment, index, message, io);
    },
    wake: (state, index, timer, argument, io) => {
      if (timer === timerReport) {
        report(io);
        io.wake(timerReport, reportNs);
      } else {
        enrolmentWoke(state.enrolment, index, { timer, argument }, io, settings.enrolment);
      }
    },
    forget: (state, index) => {
      forgetEnrolment(state.enrolment, index);
      state.lastActNs[index] = -1;
    },
  };
}
