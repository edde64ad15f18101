import { keyOf, Stream } from '../../../sim/kernel/stream.ts';
import type { LiveGround } from '../../../sim/worlds/live/live-world.ts';
import type { VisitCounts } from '../../../sim/worlds/live/visits.ts';
import type { Assault } from './assault.ts';
import { besieged, wholeParcel } from './besieged.ts';
import type { Besieged } from './besieged.ts';
import { occupation } from './occupation.ts';
import type { Occupation } from './occupation.ts';
import { secretsOf } from './secrets.ts';
import type { SiegePlan } from './siege-plan.ts';

/** What one assault came to. */
export interface Repulse {
  readonly name: string;
  readonly visits: number;
  /** What the door, or the controls at it, counted meanwhile. */
  readonly turnedAway: Readonly<Record<string, number>>;
  readonly letIn: number;
  /** Facts of refusal as malformed at the besieged process meanwhile. */
  readonly malformed: number;
  /** What is not as it should be, in words. */
  readonly short: readonly string[];
}

/** How a besieged process held out. */
export interface Held {
  readonly repulses: readonly Repulse[];
  readonly before: Occupation;
  readonly most: Occupation;
  readonly after: Occupation;
  /** Messages that honest nodes were delivered during the siege, and after it. */
  readonly served: { readonly during: number; readonly after: number };
  /** Every private key of the run. */
  readonly secrets: readonly Buffer[];
}

/** Facts that are counted while the run goes on. */
export interface Tally {
  readonly delivered: number;
  readonly malformed: number;
}

const nobody: VisitCounts = { came: 0, letIn: 0, turnedAway: {} };
/** How often is looked, ms. */
const lookMillis = 100;
/** Until a run is in full swing, and until what was slow has been cut off and counted, s. */
const swingSeconds = 8;
const settleSeconds = 7;
/** How long a door may take to count who came, before something is amiss, s. */
const patienceSeconds = 20;

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Carries out the assaults, one after the other, while the run goes on. */
export async function besiege(
  plan: SiegePlan,
  ground: LiveGround,
  { note, facts }: { readonly note: (bytes: Buffer) => void; readonly facts: () => Tally },
): Promise<Held> {
  const parcel = wholeParcel(ground);
  const beganNs = process.hrtime.bigint();
  const nowNs = (): number => Number(process.hrtime.bigint() - beganNs);
  const random = new Stream(keyOf(plan.seed, plan.title, 'siege'));
  const place = besieged(ground, parcel, plan, { random, note, nowNs });
  const pid = ground.people().get(plan.process)!.pid;
  const counts = (): VisitCounts => ground.visits().get(plan.process) ?? nobody;
  await pause(swingSeconds);
  const before = occupation(pid);
  let most = before;
  const watch = setInterval(() => {
    const now = occupation(pid);
    most = {
      megabytes: Math.max(most.megabytes, now.megabytes),
      descriptors: Math.max(most.descriptors, now.descriptors),
    };
  }, lookMillis);
  const deliveredBefore = facts().delivered;
  const repulses: Repulse[] = [];
  try {
    for (const assault of plan.assaults)
      repulses.push(await carriedOut(assault, place, { counts, facts, quick: plan.quick }));
    const deliveredThen = facts().delivered;
    await pause(settleSeconds);
    const served = { during: deliveredThen - deliveredBefore, after: facts().delivered - deliveredThen };
    return { repulses, before, most, after: occupation(pid), served, secrets: secretsOf(parcel) };
  } finally {
    clearInterval(watch);
    ground.leave();
  }
}

async function carriedOut(
  assault: Assault,
  place: Besieged,
  { counts, facts, quick }: { counts: () => VisitCounts; facts: () => Tally; quick: boolean },
): Promise<Repulse> {
  const visits = quick ? assault.quickVisits : assault.visits;
  const { together = 1, ends, refusedFacts = 0 } = assault;
  const before = counts();
  const { malformed } = facts();
  let next = 0;
  const visitor = async (): Promise<void> => {
    while (next < visits) await assault.visit(place, next++);
  };
  await Promise.all(Array.from({ length: Math.min(together, visits) }, visitor));
  const letsIn = ends.source === '^$';
  const counted = (): number => {
    const now = counts();
    return letsIn ? now.letIn - before.letIn : matching(turnedAway(before, now), ends);
  };
  const refused = (): number => facts().malformed - malformed;
  const lateMillis = performance.now() + patienceSeconds * 1000;
  const enough = (): boolean => counted() >= visits && refused() >= visits * refusedFacts;
  while (!enough() && performance.now() < lateMillis) await pause(lookMillis / 1000);
  const now = counts();
  const short = [
    ...(counted() < visits ? [`${counted()} of ${visits} counted`] : []),
    ...(refused() < visits * refusedFacts ? [`${refused()} refused as malformed`] : []),
  ];
  return {
    name: assault.name,
    visits,
    turnedAway: turnedAway(before, now),
    letIn: now.letIn - before.letIn,
    malformed: refused(),
    short,
  };
}

/** What was turned away between two counts, by reason. */
function turnedAway(before: VisitCounts, now: VisitCounts): Record<string, number> {
  const more = Object.entries(now.turnedAway).map(
    ([reason, count]) => [reason, count - (before.turnedAway[reason] ?? 0)] as const,
  );
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

const matching = (counts: Readonly<Record<string, number>>, ends: RegExp): number =>
  Object.entries(counts).reduce((sum, [reason, count]) => sum + (ends.test(reason) ? count : 0), 0);
