import type { Control, Guard } from '../framework/control.ts';
import { firstSubjectWithoutNode, type Purpose, type Quantity } from '../framework/datum.ts';
import type { Report } from '../framework/messages/things.ts';
import { DoubleColumn } from './columns.ts';

/** What values of a quantity are possible, in its unit. */
export interface Plausible {
  readonly least: number;
  readonly most: number;
  /** Change that is possible at once, and beyond it for each second since the last accepted value; absent: any. */
  readonly change?: { readonly atOnce: number; readonly perSecond: number };
}

/**
 * Ranges and changes (assumptions, two to ten times what the Occupancy Detection recording of Candanedo and Feldheim 2016 shows:
 * in a minute at most 0.16 degC, 1.0 %RH, 734 ppm and 920 lux). Light has no limit of change: a lamp or a cloud takes no time,
 * so such a limit would refuse honest readings or refuse nothing.
 */
const defaults: Readonly<Record<Quantity, Plausible>> = {
  temperature: { least: -40, most: 60, change: { atOnce: 1.5, perSecond: 0.03 } },
  humidity: { least: 0, most: 100, change: { atOnce: 6, perSecond: 0.2 } },
  light: { least: 0, most: 120_000 },
  co2: { least: 300, most: 10_000, change: { atOnce: 900, perSecond: 25 } },
  motion: { least: 0, most: 1 },
  lamp: { least: 0, most: 1 },
  display: { least: 0, most: 100 },
  lock: { least: 0, most: 1 },
  camera: { least: 0, most: 1000 },
  valve: { least: 0, most: 100 },
  // Nobody's heart starts or stops to race at once (assumption).
  pulse: { least: 25, most: 240, change: { atOnce: 25, perSecond: 3 } },
  jet: { least: 0, most: 100 },
};

/** Places of a subject's four doubles: for each purpose the last accepted value, and the time + 1 of it (0 for never). */
const width = 4;
const placeOf = (purpose: Purpose): number => (purpose === 'twin' ? 0 : purpose === 'aggregate' ? 2 : -1);

/** C28: readings that physics does not allow move no twin. Narrows A18, A19 and A40 (R1). */
export const plausibility = (settings: Readonly<Record<Quantity, Plausible>> = defaults): Control => {
  const stand = (): Guard => {
    const accepted = new DoubleColumn();
    return {
      inner(deed, at) {
        if (deed.kind !== 'report' || deed.deed !== 'use' || deed.body === null) return undefined;
        const place = placeOf(deed.purpose);
        if (place < 0) return undefined;
        at.charge('judge');
        const { quantity, value } = deed.body as Report;
        const possible = settings[quantity];
        // Written so that what is not a number is refused as well.
        if (!(value >= possible.least && value <= possible.most)) return 'implausible';
        const { change } = possible;
        const { subject } = deed;
        if (change === undefined || subject < 0 || subject >= firstSubjectWithoutNode) return undefined;
        const row = subject * width + place;
        const since = accepted.at(row + 1);
        // Time is that of the judge's own clock: what a reading says of its time, its sender chose.
        const gapNs = Math.max(at.now + 1 - since, 0);
        const allowed = change.atOnce + change.perSecond * gapNs * 1e-9;
        if (since > 0 && Math.abs(value - accepted.at(row)) > allowed) return 'implausible';
        accepted.put(row, value);
        accepted.put(row + 1, at.now + 1);
        return undefined;
      },
    };
  };
  return {
    id: 'C28',
    name: 'plausibility',
    summary: 'Readings outside the physical range, or that change faster than physics allows, are not used.',
    groups: ['R1'],
    rung: 'data',
    layer: 'deed',
    step: 30,
    places: ['use'],
    limits:
      'A lie within the range that moves slowly passes, and so does any jump of light within its range. The first reading of a thing is taken as it is. Refused readings move nothing, however many agree: a real jump heals as time widens the allowance, after an hour at most for these limits; who keeps honest readings away gains the same room.',
    source:
      'Ranges and changes: assumption, checked against the Occupancy Detection recording (Candanedo and Feldheim 2016).',
    stand,
  };
};
