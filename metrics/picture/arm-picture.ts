import type { ArmPicture, Picture, SetPicture } from '../results/summary.ts';

/** Runs that share their attacks (none: honest), replication by replication. */
export interface PicturedSet {
  readonly attacks: readonly string[];
  /** At least one. */
  readonly pictures: readonly Picture[];
}

/** Sets of attacks with a picture of their own, and entries of the timeline of all together; the first ones are kept. */
const mostSets = 16;
const mostHappenings = 500;

/**
 * The picture of an arm: all its attacked runs together, and each set of attacks for itself, then honest play where it
 * ran beside them. An arm of one set without a baseline has no pictures of sets.
 */
export const armPicture = (sets: readonly PicturedSet[], honest: PicturedSet | null): ArmPicture => {
  const firsts = sets.map((set) => set.pictures[0]!);
  const together: Picture = {
    flows: addedFlows(sets.flatMap((set) => set.pictures)),
    series: worstSeries(firsts.map((picture) => picture.series)),
    timeline: joinedTimeline(firsts.map((picture) => picture.timeline)),
  };
  if (sets.length === 1 && honest === null) return together;
  return { ...together, sets: [...sets.slice(0, mostSets), ...(honest === null ? [] : [honest])].map(setPicture) };
};

const setPicture = ({ attacks, pictures }: PicturedSet): SetPicture => {
  const { series, timeline } = pictures[0]!;
  return { attacks, flows: addedFlows(pictures), series, timeline };
};

type Flow = Picture['flows'][number];

/** Traffic of several runs, line by line. */
const addedFlows = (pictures: readonly Picture[]): readonly Flow[] => {
  const lines = new Map<string, Flow>();
  for (const flow of pictures.flatMap((picture) => picture.flows)) {
    const key = `${flow.point} ${flow.fromRole} ${flow.toRole}`;
    const before = lines.get(key);
    lines.set(key, before === undefined ? flow : added(before, flow));
  }
  return [...lines.values()];
};

type Happening = Picture['timeline'][number];

/** What is kept first where there is too much: what was broken, then what befell the range, what was done, what was noticed. */
const rank: Readonly<Record<Happening['what'], number>> = {
  violation: 0,
  restart: 1,
  revocation: 1,
  step: 2,
  alarm: 3,
};

/** At most so many happenings, those of the higher rank first, and among equals the earlier. */
const foremost = (happenings: readonly Happening[], most: number): readonly Happening[] =>
  happenings.length <= most ? happenings : happenings.toSorted((a, b) => rank[a.what] - rank[b.what]).slice(0, most);

/** Happenings of all runs in time order, as many of each; what befell the honest range alike in several is there once. */
const joinedTimeline = (timelines: readonly Picture['timeline'][]): Picture['timeline'] => {
  const room = Math.floor(mostHappenings / timelines.length);
  const own = timelines.flatMap((timeline) =>
    foremost(
      timeline.filter(({ attack }) => attack !== null),
      room,
    ),
  );
  const shared = new Map(
    timelines.flatMap((timeline) =>
      timeline
        .filter(({ attack }) => attack === null)
        .slice(0, room)
        .map((one) => [`${one.atSeconds} ${one.what} ${one.text}`, one] as const),
    ),
  );
  return foremost([...own, ...shared.values()], mostHappenings).toSorted((a, b) => a.atSeconds - b.atSeconds);
};

const added = (one: Flow, other: Flow): Flow => ({
  ...one,
  sent: one.sent + other.sent,
  delivered: one.delivered + other.delivered,
  refused: one.refused + other.refused,
  dropped: one.dropped + other.dropped,
  breaches: one.breaches + other.breaches,
});

/**
 * Of attacks that ran one at a time, the worst in each bin: least goodput, highest p99; counts are added up. A mean over
 * different attacks would show a service that nobody got.
 */
const worstSeries = (all: readonly Picture['series'][]): Picture['series'] => {
  const first = all[0]!;
  const bins = <Value>(
    of: (series: Picture['series']) => readonly Value[],
    joined: (values: Value[]) => Value,
  ): Value[] => of(first).map((_, bin) => joined(all.flatMap((series) => of(series).slice(bin, bin + 1))));
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    binSeconds: first.binSeconds,
    goodput: bins(
      (series) => series.goodput,
      (values) => Math.min(...values),
    ),
    p99Ms: bins(
      (series) => series.p99Ms,
      (values) => {
        const known = values.filter((value) => value !== null);
        return known.length === 0 ? null : Math.max(...known);
      },
    ),
    refused: bins((series) => series.refused, sum),
    violations: bins((series) => series.violations, sum),
    alarms: bins((series) => series.alarms, sum),
    ...(first.attempts === undefined ? {} : { attempts: bins((series) => series.attempts ?? [], sum) }),
  };
};
