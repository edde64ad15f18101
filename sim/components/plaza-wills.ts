/** What people want of each other over time, as plain data; persons as nodes. */

/** From a moment on somebody wants to meet nothing of another. */
export interface Bar {
  readonly by: number;
  readonly of: number;
  readonly fromNs: number;
}

/** For some time a guardian lets somebody contact its minor. */
export interface Accord {
  readonly guardian: number;
  readonly minor: number;
  readonly friend: number;
  readonly fromNs: number;
  readonly untilNs: number;
}

/** All that the people of a plaza want of each other. */
export interface Wills {
  readonly bars: readonly Bar[];
  readonly accords: readonly Accord[];
}

/** Those whom somebody bars at a moment. */
export const barredBy = ({ bars }: Wills, person: number, nowNs: number): readonly number[] =>
  bars.filter(({ by, fromNs }) => by === person && fromNs <= nowNs).map(({ of }) => of);

/** Those whom its guardian lets contact a minor at a moment. */
export const friendsOf = ({ accords }: Wills, minor: number, nowNs: number): readonly number[] =>
  accords
    .filter((accord) => accord.minor === minor && accord.fromNs <= nowNs && nowNs < accord.untilNs)
    .map(({ friend }) => friend);

/** Moments after another at which somebody's bars change, or what it allows its minors as their guardian. */
export const changesOf = ({ bars, accords }: Wills, person: number, afterNs: number): readonly number[] =>
  [
    ...bars.filter(({ by }) => by === person).map(({ fromNs }) => fromNs),
    ...accords.filter(({ guardian }) => guardian === person).flatMap(({ fromNs, untilNs }) => [fromNs, untilNs]),
  ].filter((atNs) => atNs > afterNs && Number.isFinite(atNs));
