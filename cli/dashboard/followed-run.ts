import { Feed } from '../../metrics/feed/feed.ts';
import type { FeedHeading, FeedOutcome, Frame } from '../../metrics/results/feed.ts';
import type { RunResult } from '../../metrics/results/summary.ts';
import { runArm } from '../../scenarios/arm.ts';
import type { RunRequest } from '../engine.ts';
import { manifestOf, orFaulty, runPlan, setsOf } from '../range.ts';

/** Who follows a run. */
export interface RunFollower {
  begins(heading: FeedHeading): void;
  frame(frame: Frame): void;
  /** Told often, between slices of the run; may wait. */
  progress(simulatedNs: number, events: number): void;
}

/** Slices of a run: often enough for the eye at any pace that can be chosen. */
const slices = 2400;

const headingOf = (request: RunRequest, feed: Feed): FeedHeading => ({
  scenario: request.scenario.name,
  profile: request.profiles[0]!.name,
  without: request.profiles[0]!.without,
  seed: request.seed,
  suite: request.suite,
  world: 'virtual',
  command: request.command,
  ...feed.heading(),
});

/** Carries out the first run of a request: one profile, its attacks together, one replication. Its digest is that of `metarange run`. */
export function followedRun(request: RunRequest, follower: RunFollower, seconds: () => number): RunResult {
  let feed: Feed | undefined;
  const arm = orFaulty(() =>
    runArm(
      {
        ...runPlan(request),
        profile: request.profiles[0]!,
        attackSets: setsOf(request.attacks),
        repetition: { kind: 'replications', count: 1 },
        withBaseline: false,
        follow: (ground) => {
          feed = new Feed(ground, (frame) => follower.frame(frame));
          follower.begins(headingOf(request, feed));
          return feed;
        },
      },
      {
        seconds,
        slices,
        progress: (simulatedNs, _untilNs, events) => {
          feed!.until(simulatedNs);
          follower.progress(simulatedNs, events);
        },
      },
    ),
  );
  feed!.end(arm.simulatedSeconds * 1e9);
  return { manifest: manifestOf(request, 1), arms: [arm] };
}

/** What a page is told of a result. */
export const outcomeOf = ({ arms: [arm] }: RunResult): FeedOutcome => ({
  digest: arm!.digest,
  messages: arm!.messages,
  events: arm!.events,
  wallSeconds: arm!.wallSeconds,
  attacks: arm!.attacks.map(({ id, attempts, successes, detected }) => ({ id, attempts, successes, detected })),
  claims: arm!.claims,
  warnings: arm!.warnings,
});
