import { spread } from '../../attacks/worm-outbreak.ts';
import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { finalSize } from './closed-forms.ts';
import { ofMeans, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import { firstThing, secureBootOnly, wormCast } from './worm-cast.ts';

const [reproduction, seeded] = [1.5, 0.01];
const expected = finalSize(reproduction, 1 - seeded);
const runs = 20;
/** Each thing starts anew once in this time, at a moment of its own: the worm is in it for half as long on average. */
const periodNs = seconds(86_400);
/** By then nobody has the worm any more. */
const periods = 16;

/** When each thing starts anew. */
function restarts(things: number, random: Stream): readonly CastEvent[] {
  return Array.from({ length: things }, () => Math.floor(random.open() * periodNs)).flatMap((phaseNs, place) =>
    Array.from({ length: periods }, (_one, period): CastEvent => ({
      atNs: period * periodNs + phaseNs,
      event: 'restart',
      node: firstThing + place,
      awayNs: 1,
    })),
  );
}

/**
 * V-E3: a worm in a hundredth of all things, which start anew every day, come up with their maker's code (C37) and ask for another password
 * from then on. How long the worm is in a thing has no part in the final size, only for how long on average. `realReproduction`
 * other than 1.5 is a range that is wrong.
 */
export const wormWithCure = (realReproduction = reproduction): Anchor => ({
  rows: [
    {
      id: 'V-E3',
      name: 'things that a worm was in when it has died out, R0 1.5, 1 % at first, 20 000 things: share',
      expected,
      widest: widest(expected, 0.0029),
    },
  ],
  through:
    'attack A22, maintenance services that close their doors, restarts, control C37 at the start alone, virtual world',
  run(effort) {
    const things = sized(20_000, effort, 1000);
    const untilNs = periods * periodNs;
    const scanEveryNs = periodNs / 2 / realReproduction;
    const sizes = Array.from(rounds(runs, effort), (run) => {
      let taken = 1;
      let left = 0;
      const tiny = wormCast({
        name: 'V-E3',
        things,
        taken: () => taken++,
        closesDoors: true,
        standing: [secureBootOnly],
        events: restarts(things, new Stream(keyOf(effort.seed, run, 'V-E3 restarts'))),
        *story(hand, tryDoor) {
          for (let seed = 1; seed < seeded * things; seed++) tryDoor(firstThing, firstThing + seed);
          yield hand.wait(1);
          yield* spread(hand, { scanEveryNs, spreadsNs: (periods - 1) * periodNs }, tryDoor);
          left = hand.taken.length;
          yield { untilNs };
        },
        untilNs,
      });
      playTiny(tiny, keyOf(effort.seed, run, 'V-E3')[0]!, []);
      if (left > 0) throw new RangeError(`V-E3: the worm is still in ${left} things`);
      return taken / things;
    });
    return [ofMeans(sizes, effort)];
  },
});
