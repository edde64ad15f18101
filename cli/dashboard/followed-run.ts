import { Feed } from '../../metrics/feed/feed.ts';
import type { FeedHeading, FeedOutcome, Frame } from '../../metrics/results/feed.ts';
import type { ArmSummary, RunResult } from '../../metrics/results/summary.ts';
import { runArm, type ArmOnlooker, type ArmPlan } from '../../scenarios/arm.ts';
import { runLiveArm } from '../../scenarios/live-arm.ts';
import type { LiveRun } from '../../scenarios/live.ts';
import type { RunRequest } from '../engine.ts';
import { liveEntry } from '../live-run.ts';
import { manifestOf, setsOf } from '../manifest.ts';
import { runPlan } from '../range.ts';

/** Who follows a run. */
export interface RunFollower {
  begins(heading: FeedHeading): void;
  frame(frame: Frame): void;
  /** Told often, between slices of the run; may wait in the virtual world, and may throw there to end the run. */
  progress(nowNs: number, events: number): void;
  /** Told of a live run before it starts, so that it can be broken off. */
  started(run: LiveRun): void;
}

/** Slices of a virtual run: often enough for the eye at any pace that can be chosen. */
const slices = 2400;

const headingOf = (request: RunRequest, feed: Feed): FeedHeading => ({
  scenario: request.scenario.name,
  profile: request.profiles[0]!.name,
  without: request.profiles[0]!.without,
  seed: request.seed,
  suite: request.suite,
  world: request.world,
  command: request.command,
  ...feed.heading(),
});

/**
 * Carries out one run of a request in its world: its first profile, its attacks together, one replication. In the virtual
 * world its digest is that of `metarange run`. What cannot be staged is a `StagingFault`.
 */
export async function followedRun(
  request: RunRequest,
  follower: RunFollower,
  seconds: () => number,
): Promise<RunResult> {
  let feed: Feed | undefined;
  const plan: ArmPlan = {
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
  };
  const onlooker: ArmOnlooker = {
    seconds,
    slices,
    progress: (nowNs, _untilNs, events) => {
      feed!.until(nowNs);
      follower.progress(nowNs, events);
    },
  };
  const begun = (run: LiveRun): void => follower.started(run);
  const arm: ArmSummary =
    request.world === 'live'
      ? await runLiveArm(
          { ...plan, replications: 1, entry: liveEntry, store: request.store, mqtt: request.mqtt, begun },
          onlooker,
        )
      : runArm(plan, onlooker);
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
