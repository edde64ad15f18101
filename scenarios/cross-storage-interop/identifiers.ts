import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { House } from '../kit/house.ts';
import type { InteropParameters } from './parameters.ts';

/** The space of names of a federation's authority, by its place. */
export const schemeOfRegistry = (place: number): string => `registry-${place + 1}`;

/** Whether a thing is a full-fledged device: those name themselves. */
export const namesItself = ({ sites, things }: House, thing: number): boolean => {
  const { first, count } = sites[0]!.devices;
  return things.first + thing >= first && things.first + thing < first + count;
};

/**
 * The place of the federation with which a thing is on record: devices with that of the campus, sensors with one after the other, so that
 * each platform holds things of its own federation and of others.
 */
export const registryPlaceOf = (house: House, thing: number): number =>
  namesItself(house, thing) ? 0 : Math.floor(thing / house.platforms.length) % house.authorities.length;

/** Identifier of each thing: sensors are numbered by their authority, devices have drawn their own before they came here. */
export function identifiersOf(house: House, { identifierBits }: InteropParameters, seed: number): readonly string[] {
  // Two draws: one has 32 bits.
  const low = 1 << Math.min(identifierBits, 24);
  const high = 1 << Math.max(0, identifierBits - 24);
  return Array.from({ length: house.things.count }, (_, thing) => {
    const scheme = schemeOfRegistry(registryPlaceOf(house, thing));
    if (!namesItself(house, thing)) return `${scheme}/sensor-${thing}`;
    const drawn = new Stream(keyOf(seed, house.things.first + thing, 'identifier'));
    return `${scheme}/${drawn.below(high) * low + drawn.below(low)}`;
  });
}
