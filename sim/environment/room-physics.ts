import { quantities } from '../framework/datum.ts';
import type { Quantity } from '../framework/datum.ts';
import type { Environment } from '../framework/environment.ts';
import { isOn, sinceOnNs } from '../framework/schedule.ts';
import type { Schedule } from '../framework/schedule.ts';
import type { Stream } from '../kernel/stream.ts';
import { epochMillis } from '../framework/time.ts';
import { normalQuantile } from '../kernel/distributions/standard-normal.ts';

/** Where the instruments of a building stand: device i is the node `first + i`. */
export interface Building {
  readonly first: number;
  readonly quantity: Uint8Array;
  readonly room: Int32Array;
  /** When each room is occupied. */
  readonly presence: Schedule;
}

/**
 * The stated model of a meeting room; all assumptions unless a source is named.
 *
 * - Light: daylight as a half sine from 06:00 to 18:00, ceiling lights while somebody is there, a lamp on top.
 * - CO2: dC/dt = G/V - a (C - C0), one well-mixed zone; G per person 0.0052 l/s (ASHRAE 62.1-2019, 1.2 met), in its
 *   periodic steady state under the schedule of presence.
 * - Temperature and humidity rise and fall with presence in the same form, with time constants of their own.
 * - The pulse of who lives in a room rises in the same form while it is occupied, when the wearer is up and about, and falls to rest
 *   afterwards. Rest, rise and time constant: assumptions, within the 60 to 100 beats a minute that are usual for adults at rest, and
 *   twice as many in exercise.
 */
const roomModel = {
  personsPresent: 4,
  daylightLuxMost: 150,
  ceilingLux: 420,
  lampLux: 60,
  outdoorCo2Ppm: 420,
  co2LitresPerSecondPerson: 0.0052,
  volumeCubicMetres: 75,
  airChangesPerHour: 3,
  emptyTemperature: 21,
  occupiedTemperatureRise: 2,
  temperatureTimeConstantSeconds: 1200,
  emptyHumidity: 32,
  occupiedHumidityRise: 8,
  humidityTimeConstantSeconds: 900,
  restingPulse: 65,
  pulseRise: 40,
  pulseTimeConstantSeconds: 40,
  /** Chance that a motion sensor sees an occupied room move when it is read. */
  motionSeen: 0.8,
  initialState: { lamp: 0, display: 50, lock: 1, valve: 20 },
} as const;

/** Standard deviation and resolution of instruments, in the quantity's unit (assumption: grades of office sensors, an optical band at the wrist). */
const instruments: Readonly<Partial<Record<Quantity, { readonly noise: number; readonly step: number }>>> = {
  temperature: { noise: 0.1, step: 0.1 },
  humidity: { noise: 0.5, step: 0.1 },
  light: { noise: 5, step: 1 },
  co2: { noise: 10, step: 1 },
  pulse: { noise: 2, step: 1 },
};

const nsPerHour = 3600e9;

/** The stated physical model as an environment. Deterministic: a function of time, acts so far, and the given stream. */
export function roomPhysics(building: Building): Environment {
  const { first, quantity: kinds, room: rooms, presence } = building;
  const model = roomModel;
  // State of lamps, displays, locks and valves, by device, and the lamp's device by room.
  const setting = new Float64Array(kinds.length);
  const lampOfRoom = new Map<number, number>();
  for (let device = 0; device < kinds.length; device++) {
    const quantity = quantities[kinds[device]!]!;
    if (quantity === 'lamp') lampOfRoom.set(rooms[device]!, device);
    if (quantity === 'lamp' || quantity === 'display' || quantity === 'lock' || quantity === 'valve')
      setting[device] = model.initialState[quantity];
  }

  /** Share of its final rise that a quantity with this time constant has reached, in the periodic steady state. */
  const rise = (timeConstantNs: number): ((room: number, nowNs: number) => number) => {
    const { everyNs, lengthNs } = presence;
    const on = Math.exp(-lengthNs / timeConstantNs);
    const off = Math.exp(-(everyNs - lengthNs) / timeConstantNs);
    const atStart = ((1 - on) * off) / (1 - on * off);
    const atEnd = 1 - (1 - atStart) * on;
    return (room, nowNs) => {
      const sinceNs = sinceOnNs(presence, room, nowNs);
      if (sinceNs < lengthNs) return 1 - (1 - atStart) * Math.exp(-sinceNs / timeConstantNs);
      return atEnd * Math.exp(-(sinceNs - lengthNs) / timeConstantNs);
    };
  };
  const airNs = nsPerHour / model.airChangesPerHour;
  const co2Rise = rise(airNs);
  const temperatureRise = rise(model.temperatureTimeConstantSeconds * 1e9);
  const humidityRise = rise(model.humidityTimeConstantSeconds * 1e9);
  const pulseRise = rise(model.pulseTimeConstantSeconds * 1e9);
  const co2Most =
    (model.personsPresent * model.co2LitresPerSecondPerson * 1e3 * (airNs / 1e9)) / model.volumeCubicMetres;

  const light = (room: number, nowNs: number): number => {
    const hour = ((epochMillis / 3.6e6) % 24) + (nowNs % (24 * nsPerHour)) / nsPerHour;
    const daylight = Math.max(0, model.daylightLuxMost * Math.sin((Math.PI * ((hour % 24) - 6)) / 12));
    const lamp = lampOfRoom.get(room);
    const lit = lamp !== undefined && setting[lamp]! > 0 ? model.lampLux : 0;
    return daylight + (isOn(presence, room, nowNs) ? model.ceilingLux : 0) + lit;
  };

  const truth = (device: number, quantity: Quantity, nowNs: number): number => {
    const at = device - first;
    const room = rooms[at]!;
    switch (quantity) {
      case 'temperature':
        return model.emptyTemperature + model.occupiedTemperatureRise * temperatureRise(room, nowNs);
      case 'humidity':
        return model.emptyHumidity + model.occupiedHumidityRise * humidityRise(room, nowNs);
      case 'light':
        return light(room, nowNs);
      case 'co2':
        return model.outdoorCo2Ppm + co2Most * co2Rise(room, nowNs);
      case 'motion':
        return isOn(presence, room, nowNs) ? 1 : 0;
      case 'camera':
        return isOn(presence, room, nowNs) ? model.personsPresent : 0;
      case 'pulse':
        return model.restingPulse + model.pulseRise * pulseRise(room, nowNs);
      case 'lamp':
      case 'display':
      case 'lock':
      case 'valve':
        return setting[at]!;
      case 'jet':
        // Virtual: there is nothing to read in the room.
        return 0;
    }
  };

  const sense = (device: number, quantity: Quantity, nowNs: number, stream: Stream): number => {
    const exact = truth(device, quantity, nowNs);
    // Drawn: whether an occupied room happens to move in front of the motion sensor.
    if (quantity === 'motion') return stream.uniform() < model.motionSeen ? exact : 0;
    const instrument = instruments[quantity];
    if (instrument === undefined) return exact;
    const noisy = exact + instrument.noise * normalQuantile(stream.open());
    const steps = Math.round(noisy / instrument.step);
    return Math.max(0, Math.round(steps * instrument.step * 10) / 10);
  };

  return {
    truth,
    sense,
    act: (device, _quantity, value) => {
      const at = device - first;
      if (at >= 0 && at < setting.length) setting[at] = value;
    },
    occupied: (room, nowNs) => (isOn(presence, room, nowNs) ? 1 : 0),
    people: (device, nowNs) => {
      const room = rooms[device - first];
      if (room === undefined) return null;
      return isOn(presence, room, nowNs) ? model.personsPresent : 0;
    },
  };
}
