import { spread } from '../../attacks/worm-outbreak.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { fullCompromise } from './closed-forms.ts';
import { ofMeans, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import { wormCast } from './worm-cast.ts';

/** The closed form's unit of time: one contact of each pair in it. */
const unitNs = seconds(1000);

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
    // Each tries all others in turn by lot, so a pair is in touch at the rate of the scans over the others.
    const scanEveryNs = (unitNs / (things - 1)) * slower;
    const times = Array.from(rounds(runs, effort), (run) => {
      let startNs = 0;
      let lastNs = 0;
      let taken = 1;
      const tiny = wormCast({
        name: 'V-E1',
        things,
        taken(atNs) {
          taken++;
          lastNs = atNs;
        },
        *story(hand, tryDoor) {
          startNs = hand.now;
          yield* spread(hand, { scanEveryNs, spreadsNs: unitNs }, tryDoor);
        },
        untilNs: unitNs * 0.9,
      });
      playTiny(tiny, keyOf(effort.seed, run, 'V-E1')[0]!, []);
      if (taken < things) throw new RangeError(`V-E1: the worm came into ${taken} of ${things} things`);
      return (lastNs - startNs) / unitNs;
    });
    return [ofMeans(times, effort)];
  },
});
