/** Something with what it gives, which is good, and what it costs in one dimension or several, which is not. */
export interface Weighed {
  readonly gain: number;
  readonly costs: readonly number[];
}

/** Whether one is as good as another in everything and better in something. */
const beats = (one: Weighed, other: Weighed): boolean =>
  one.gain >= other.gain &&
  one.costs.every((cost, place) => cost <= other.costs[place]!) &&
  (one.gain > other.gain || one.costs.some((cost, place) => cost < other.costs[place]!));

/** Those that no other beats, in their order. */
export const paretoFront = <Thing extends Weighed>(things: readonly Thing[]): readonly Thing[] =>
  things.filter((one) => !things.some((other) => beats(other, one)));
