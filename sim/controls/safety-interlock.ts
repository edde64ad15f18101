import type { Control, Guard } from '../framework/control.ts';
import type { Quantity } from '../framework/datum.ts';
import type { Command } from '../framework/messages/things.ts';
import { millis, seconds } from '../framework/time.ts';

/** What a thing may be made to do, in the quantity's unit. */
export interface SafeAct {
  readonly least: number;
  readonly most: number;
  /** Shortest time between two acts, ns. */
  readonly restNs: number;
}

/** Acts that are safe; quantities that are not named are not acted on (assumption, all of it). */
const defaults: Partial<Readonly<Record<Quantity, SafeAct>>> = {
  lamp: { least: 0, most: 1, restNs: millis(500) },
  display: { least: 0, most: 100, restNs: millis(100) },
  lock: { least: 0, most: 1, restNs: seconds(1) },
  valve: { least: 0, most: 80, restNs: millis(500) },
  jet: { least: 0, most: 100, restNs: millis(100) },
};

/** Most of a wearer's view that may be taken from it, % (assumption; that there is such a limit: Lebeck et al. 2017). */
const mostCoveredPercent = 50;
/** At most three changes a second before the eyes (WCAG 2.2, 2.3.1: three flashes). */
const flickerNs = seconds(1 / 3);

/** C29: whoever commands, a thing does nothing unsafe. Stops A20 where it would hurt (R1, R5). */
export const safetyInterlock = (settings: Partial<Readonly<Record<Quantity, SafeAct>>> = defaults): Control => {
  const guard: Guard = {
    inner(deed, at) {
      if (deed.deed !== 'act') return undefined;
      at.charge('judge');
      if (deed.body === null) return 'unsafe';
      const { sinceLastActNs, booked, coverPercent } = deed.circumstances;
      // Before somebody's eyes: what is shown leaves enough of the view, and does not flicker.
      if (deed.kind === 'overlay')
        return (coverPercent ?? Infinity) <= mostCoveredPercent && (sinceLastActNs ?? Infinity) >= flickerNs
          ? undefined
          : 'unsafe';
      if (deed.kind !== 'command') return 'unsafe';
      const { quantity, value } = deed.body as Command;
      const safe = settings[quantity];
      if (safe === undefined || !(value >= safe.least && value <= safe.most)) return 'unsafe';
      if (sinceLastActNs !== undefined && sinceLastActNs < safe.restNs) return 'unsafe';
      // Unlocking lets people in: only into a room that is booked now.
      return quantity === 'lock' && value === 0 && booked !== true ? 'unsafe' : undefined;
    },
  };
  return {
    id: 'C29',
    name: 'safety-interlock',
    summary:
      'Things act only within safe values, not too often, and a lock opens only while its room is booked; glasses leave their wearer the better half of the view.',
    groups: ['R1', 'R5'],
    rung: 'data',
    layer: 'deed',
    step: 20,
    places: ['act'],
    limits:
      'Knows single acts only: several safe ones can be unsafe together. A forged command within the limits is carried out.',
    source:
      'Values and rests: assumption; interlock as the last barrier after X.stm-dpm use of things (public scope); what may be shown before the eyes: Lebeck et al. 2017 (Securing Augmented Reality Output), WCAG 2.2.',
    stand: () => guard,
  };
};
