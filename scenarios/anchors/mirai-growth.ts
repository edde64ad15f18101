import { spread } from '../../attacks/worm-outbreak.ts';
import type { Hand, Wait } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor, Effort, Estimate } from './anchor.ts';
import { outbreakTime } from './closed-forms.ts';
import { ofMeans, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import { wormCast } from './worm-cast.ts';

const hourNs = seconds(3600);
/** As it was observed: doubled every 76 minutes, nearly 65 000 after a day, of some 250 000 that it could come into. */
const [doublingMinutes, many, susceptible] = [76, 64_500, 250_000];
const perHour = (Math.LN2 * 60) / doublingMinutes;
/** From here on chance has next to no part in it, so that a few runs of the rest will do. */
const early = 400;
/**
 * The beginning is played among so many only: every fiftieth of them has it at its end, so that it comes out too long by 0.02 of the time in
 * which one thing takes another, a six-hundredth of the whole.
 */
const beginningAmong = 20_000;

/** Hours until a worm that begins in one of so many things has come into each of these numbers of them. */
function hoursUntil(things: number, reach: readonly number[], slower: number, seed: number): readonly number[] {
  const most = reach.at(-1)!;
  const times: number[] = [];
  let taken = 1;
  let startNs = 0;
  const scanEveryNs = (hourNs / perHour) * slower;
  const untilNs = 200 * hourNs;
  const tiny = wormCast({
    name: 'V-Mirai',
    things,
    taken(atNs) {
      if (++taken === reach[times.length]) times.push((atNs - startNs) / hourNs);
    },
    *story(hand: Hand, tryDoor): Generator<Wait, void, void> {
      startNs = hand.now;
      const spreading = spread(hand, { scanEveryNs, spreadsNs: untilNs }, tryDoor);
      for (let next = spreading.next(); next.done !== true && taken < most; next = spreading.next()) yield next.value;
      yield { untilNs };
    },
    untilNs,
  });
  playTiny(tiny, seed, []);
  if (times.length < reach.length) throw new RangeError(`V-Mirai: the worm came into ${taken} things in time`);
  return times;
}

/** Mean hours until the worm is in each of these numbers of things: its beginning and the rest, played apart and added up. */
function timesUntil(reach: readonly number[], things: number, slower: number, effort: Effort): readonly Estimate[] {
  const [few, rest] = [sized(600, effort, 12), sized(16, effort, 2)];
  // The beginnings take a sixth of the whole.
  const part = (from: number, to: number): Effort => ({
    ...effort,
    tick: (share) => effort.tick?.(from + (to - from) * share),
  });
  const played = <T>(name: string, runs: number, told: Effort, play: (seed: number) => T): T[] =>
    Array.from(rounds(runs, told), (run) => play(keyOf(effort.seed, run, name)[0]!));
  const among = Math.min(things, beginningAmong);
  const beginnings = played('V-Mirai', few, part(0, 1 / 6), (seed) => hoursUntil(among, [early], slower, seed)[0]!);
  const rests = played('V-Mirai rest', rest, part(1 / 6, 1), (seed) => {
    const [begun, ...times] = hoursUntil(things, [early, ...reach], slower, seed);
    return times.map((done) => done - begun!);
  });
  // Each of the two means may be beside its interval: half of the chance for each.
  const half = { ...effort, confidence: 1 - (1 - effort.confidence) / 2 };
  const beginning = ofMeans(beginnings, half);
  return reach.map((_, place) => {
    const later = ofMeans(
      rests.map((times) => times[place]!),
      half,
    );
    const sum = (end: 0 | 1): number => beginning.ci[end] + later.ci[end];
    return { measured: beginning.measured + later.measured, ci: [sum(0), sum(1)] };
  });
}

/** Numbers of things at which the growth is shown: two doublings apart, and the end. */
const shownThings = [1_000, 4_000, 16_000, many];

/** Growth of the worm over time: hours by the law, and as the range plays it. */
export const growthCurve = (
  effort: Effort,
): readonly ({ readonly things: number; readonly expected: number } & Estimate)[] =>
  timesUntil(shownThings, susceptible, 1, effort).map((estimate, place) => ({
    things: shownThings[place]!,
    expected: outbreakTime(shownThings[place]!, susceptible, perHour),
    ...estimate,
  }));

/**
 * V-Mirai: the growth of Mirai as Antonakakis et al. (2017) saw it. The beginning, which chance stretches, is played in 600 runs; the rest in
 * a few of them, and counts from where the beginning ends (the worm has no memory, so the two add up). `slower` other than 1 is a
 * range that is wrong, and fewer things are another outbreak.
 */
export const miraiGrowth = ({ slower = 1, things = susceptible, until = many } = {}): Anchor => {
  const expected = outbreakTime(until, things, perHour);
  return {
    rows: [
      {
        id: 'V-Mirai',
        name: `hours until a worm that doubles every 76 min is in ${until} of ${things} things: mean`,
        expected,
        widest: widest(expected, 0),
      },
    ],
    through: 'attack A22 with one password that all doors take, maintenance services, images that run, virtual world',
    run: (effort) => timesUntil([until], things, slower, effort),
  };
};
