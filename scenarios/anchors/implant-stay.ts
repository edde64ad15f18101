import { Outbreaks } from '../../metrics/folding/outbreaks.ts';
import { peakCompromisedShare } from '../../metrics/measures/peak-compromised-share.ts';
import { Moments } from '../../metrics/statistics/moments.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import type { CastEvent } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { lognormal } from '../../sim/kernel/distributions/lognormal.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { meanPresent } from './closed-forms.ts';
import { ofMeans, replications, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import { firstThing, secureBootOnly, wormCast } from './worm-cast.ts';

const [perHour, stayHours] = [3, 8];
const expected = meanPresent(perHour, stayHours);
const hourNs = seconds(3600);
/** By then as many go as come; attackers begin at once, so that this is no warm-up of the run. */
const settledNs = 200 * hourNs;
/** So many that a thing is free again, all but once in a million times, before its turn comes again. */
const things = 3000;

/** A break-in, and the visit that ends it. */
interface Stay {
  readonly atNs: number;
  readonly thing: number;
  readonly stayNs: number;
}

/** Break-ins of a run: they come by chance, and somebody comes to each after a time of its own. */
function stays(untilNs: number, meanHours: number, random: Stream): readonly Stay[] {
  // That the law is lognormal, and how far it spreads, has no part in what is expected.
  const stay = lognormal({ mean: meanHours * hourNs, cv: 1 });
  const all: Stay[] = [];
  let atNs = hourNs;
  while (atNs < untilNs) {
    const thing = firstThing + 1 + (all.length % (things - 1));
    all.push({ atNs: Math.floor(atNs), thing, stayNs: Math.ceil(stay.sample(random)) });
    atNs += (-Math.log(random.open()) / perHour) * hourNs;
  }
  return all;
}

/** How many other things ran an attacker's code whenever it came to one more: who comes by chance sees what is there on average. */
const presentAtArrivals = (seen: Moments): Metric => ({
  ...peakCompromisedShare,
  fold(run) {
    const outbreaks = new Outbreaks({
      taken(atNs, _depth, _now, brought) {
        if (atNs >= settledNs) seen.add(brought - 1);
      },
    });
    return { ...peakCompromisedShare.fold(run), block: (facts, rows) => outbreaks.block(facts, rows) };
  },
});

/** V-E4: things are broken into by chance, and started anew (C37) some time later. `realStayHours` other than eight is a range that is wrong. */
export const implantStay = (realStayHours = stayHours): Anchor => ({
  rows: [
    {
      id: 'V-E4',
      name: 'things that run an attacker’s code, 3 an hour come, each stays 8 h, lognormal: mean',
      expected,
      widest: widest(expected, 0.6),
    },
  ],
  through:
    'attack A22 at a door after the other, maintenance services, restarts, control C37 at the start alone, the fold of metric M17',
  run(effort) {
    const untilNs = settledNs + sized(500, effort, 50) * hourNs;
    const means = Array.from(rounds(replications, effort), (run) => {
      const all = stays(untilNs, realStayHours, new Stream(keyOf(effort.seed, run, 'V-E4 stays')));
      const seen = new Moments();
      const tiny = wormCast({
        name: 'V-E4',
        things,
        taken: () => undefined,
        standing: [secureBootOnly],
        events: all
          .filter(({ atNs, stayNs }) => atNs + stayNs < untilNs)
          .map(({ atNs, thing, stayNs }): CastEvent => ({
            atNs: atNs + stayNs,
            event: 'restart',
            node: thing,
            awayNs: 1,
          })),
        *story(_hand, tryDoor) {
          for (const { atNs, thing } of all) {
            yield { untilNs: atNs };
            tryDoor(firstThing, thing);
          }
          yield { untilNs };
        },
        untilNs,
      });
      playTiny(tiny, keyOf(effort.seed, run, 'V-E4')[0]!, [presentAtArrivals(seen)]);
      return seen.mean;
    });
    return [ofMeans(means, effort)];
  },
});
