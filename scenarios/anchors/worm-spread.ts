import { spread, wormOutbreak } from '../../attacks/worm-outbreak.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import { maintained, maintenanceState } from '../../sim/components/maintenance.ts';
import type { MaintenanceState } from '../../sim/components/maintenance.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { fullCompromise } from './closed-forms.ts';
import { ofMeans, sized } from './estimate.ts';
import { instantLink, playTiny } from './tiny-cast.ts';

/** The closed form's unit of time: one contact of each pair in it. */
const unitNs = seconds(1000);
const firstThing = 1;

/** A thing that is nothing but its maintenance service, with the password that everybody knows; it tells when it was taken. */
const openThing = (things: number, taken: (atNs: number) => void): Component<'device', MaintenanceState> => {
  const terms = { first: firstThing, secrets: new Uint32Array(things), loginNs: seconds(30), manager: -1 };
  return {
    role: 'device',
    code: 'open thing 1',
    state: maintenanceState,
    start: () => undefined,
    receive(state, index, message, io) {
      const before = state.version[index]!;
      maintained(state, index, message, io, terms);
      if (state.version[index] !== before) taken(io.now);
    },
    wake: () => undefined,
  };
};

/** V-E1: a worm among things of which everybody reaches everybody. `slower` other than 1 is a range that is wrong. */
export const wormSpread = ({ things = 200, slower = 1 } = {}): Anchor => ({
  rows: [
    {
      id: 'V-E1',
      name: `time until a worm is in all of ${things}, each pair in touch once a unit: units`,
      expected: fullCompromise(things),
      widest: widest(fullCompromise(things), 0.0002),
    },
  ],
  through: 'attack A22 with one password that all doors take, maintenance services, images that run, virtual world',
  run(effort) {
    const runs = sized(600, effort, 12);
    const times = Array.from({ length: runs }, (_, run) => {
      let startNs = 0;
      let lastNs = 0;
      let taken = 1;
      // Each tries all others in turn by lot, so a pair is in touch at the rate of the scans over the others.
      const scanEveryNs = (unitNs / (things - 1)) * slower;
      const worm: Attack = {
        ...wormOutbreak,
        intensity: { everyNs: 1, source: 'anchor V-E1' },
        *campaign(hand) {
          startNs = hand.now;
          hand.step('spread');
          yield* spread(hand, { scanEveryNs, pairs: 1, triesADoor: 1, spreadsNs: unitNs, strikesNs: 0 }, new Map());
        },
      };
      const component = openThing(things, (atNs) => {
        taken++;
        lastNs = atNs;
      });
      playTiny(
        {
          name: 'V-E1',
          nodes: [
            { name: 'log', component: auditLog({ entries: 16 }), cells: 0 },
            { name: 'things', component, cells: 0, count: things },
          ],
          wires: [{ point: 'RP-T', from: 'things', to: 'things', link: instantLink, channel: 'provisioned' }],
          attacks: [worm],
          stage: { insiders: { thing: firstThing } },
          warmUpNs: 0,
          untilNs: unitNs * 0.9,
        },
        keyOf(effort.seed, run, 'V-E1')[0]!,
        [],
      );
      if (taken < things) throw new RangeError(`V-E1: the worm came into ${taken} of ${things} things`);
      return (lastNs - startNs) / unitNs;
    });
    return [ofMeans(times, effort)];
  },
});
