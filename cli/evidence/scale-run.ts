import { controls } from '../../sim/controls/catalogue.ts';
import { controlTable } from '../../sim/controls/profiles.ts';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import { symbolicSuite } from '../../sim/crypto/symbolic/suite.ts';
import { purposes } from '../../sim/framework/datum.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import { places, points } from '../../sim/framework/figure.ts';
import type { Point } from '../../sim/framework/figure.ts';
import { kinds } from '../../sim/framework/message.ts';
import { VirtualWorld } from '../../sim/worlds/virtual/world.ts';
import { prepare } from '../../scenarios/replicate.ts';
import { heldBytes, paceOf } from './place.ts';
import type { Pace } from './place.ts';
import { planOf, profile } from './trial.ts';

/** One run at scale, for a process of its own. */
export interface ScaleSetting {
  readonly set: readonly string[];
  /** Whether oracle and metrics follow the run, or facts are only hashed and counted. */
  readonly followed: 'by oracle and metrics' | 'by nobody';
  readonly pace: Pace;
}

/** What one run at scale came to; rates are over the time after the warm-up. */
export interface ScaleResult {
  readonly things: number;
  readonly setUpSeconds: number;
  readonly warmUpSeconds: number;
  readonly wallSeconds: number;
  readonly simulatedSeconds: number;
  readonly events: number;
  readonly facts: number;
  /** Reports of sensors that reached a twin; a reading reaches the twin of each platform that maps its room. */
  readonly carried: number;
  readonly twinsPerReading: number;
  readonly hops: number;
  /** Of reports. */
  readonly refused: number;
  readonly dropped: number;
  readonly hopsByPoint: Readonly<Record<string, number>>;
  readonly standingByPoint: Readonly<Record<string, readonly string[]>>;
  readonly callsByControl: Readonly<Record<string, number>>;
  readonly inFlightAtEnd: number;
  readonly inFlightMost: number;
  readonly peakBytes: number;
  /** Heap and buffers after the set-up and at the end, over the things; without garbage where the process can collect it. */
  readonly bytesPerThing: number;
  readonly bytesPerThingAtEnd: number;
  readonly digest: string;
}

/** Runs S01 at the size `stress` and measures it from outside. */
export function scalePart({ set, followed, pace }: ScaleSetting): ScaleResult {
  const seconds = paceOf(pace);
  const plan = planOf({ size: 'stress', set, profile: profile('framework') });
  const empty = heldBytes();
  const begun = seconds();
  const cast = plan.scenario.build(plan.parameters, plan.seed);
  const tally = new ReportTally();
  const world =
    followed === 'by nobody'
      ? new VirtualWorld({
          cast,
          seed: plan.seed,
          suite: symbolicSuite(),
          controls,
          tables: [controlTable(plan.profile)],
          tableOf: () => 0,
          costs: costTables,
          attacks: [],
          observers: [tally],
        })
      : prepare({ ...plan, observers: [tally] }).world;
  const setUp = seconds();
  const afterSetUp = heldBytes();
  const warmUpBegun = seconds();
  world.run(cast.warmUpNs);
  const callsBefore = world.costs();
  const before = { events: world.kernel.events, facts: world.recorder.facts };
  tally.reset();
  const measured = seconds();
  let inFlightMost = 0;
  let lookingSeconds = 0;
  const slices = 6;
  for (let slice = 1; slice <= slices; slice++) {
    world.run(Math.floor(cast.warmUpNs + ((cast.untilNs - cast.warmUpNs) * slice) / slices));
    const looking = seconds();
    inFlightMost = Math.max(inFlightMost, inFlight(world));
    lookingSeconds += seconds() - looking;
  }
  const wallSeconds = seconds() - measured - lookingSeconds;
  const events = world.kernel.events - before.events;
  const facts = world.recorder.facts - before.facts;
  const digest = world.recorder.digest();
  const things = plan.parameters['rooms'] as number;
  const sensors = things * (plan.parameters['sensorsPerRoom'] as number);
  const table = controlTable(plan.profile);
  const calls = Object.entries(world.costs()).map(
    ([id, cost]) => [id, cost.calls - (callsBefore[id]?.calls ?? 0)] as const,
  );
  const carried = tally.used;
  return {
    things: sensors,
    setUpSeconds: setUp - begun,
    warmUpSeconds: measured - warmUpBegun,
    wallSeconds,
    simulatedSeconds: (cast.untilNs - cast.warmUpNs) / 1e9,
    events,
    facts,
    carried,
    twinsPerReading: plan.parameters['mapping'] === 'every' ? (plan.parameters['platforms'] as number) : 1,
    hops: Object.values(tally.hopsByPoint()).reduce((sum, hops) => sum + hops, 0),
    refused: tally.refused,
    dropped: tally.dropped,
    hopsByPoint: tally.hopsByPoint(),
    standingByPoint: Object.fromEntries(
      Object.keys(tally.hopsByPoint()).map((point) => [point, table[point as Point]]),
    ),
    callsByControl: Object.fromEntries(calls),
    inFlightAtEnd: inFlight(world),
    inFlightMost,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    bytesPerThing: (afterSetUp - empty) / sensors,
    bytesPerThingAtEnd: (heldBytes() - empty) / sensors,
    digest,
  };
}

const inFlight = (world: VirtualWorld): number =>
  Object.values(world.inFlight(points)).reduce((sum, count) => sum + count, 0);

/** Counts what becomes of reports; looks at three columns of a fact, so that it costs next to nothing. */
class ReportTally {
  used = 0;
  refused = 0;
  dropped = 0;
  private readonly delivered = new Float64Array(places.length);
  private readonly report = kinds.indexOf('report') + 1;
  private readonly twin = purposes.indexOf('twin');

  block({ count, kind, message, place, detail }: FactBlock): void {
    const { report, delivered } = this;
    for (let row = 0; row < count; row++) {
      const what = kind[row]!;
      if (what === factNumber.used) {
        if (detail[row] === this.twin) this.used++;
      } else if (message[row] === report) {
        if (what === factNumber.delivered) delivered[place[row]!]!++;
        else if (what === factNumber.refused) this.refused++;
        else if (what === factNumber.dropped) this.dropped++;
      }
    }
  }

  reset(): void {
    this.used = 0;
    this.refused = 0;
    this.dropped = 0;
    this.delivered.fill(0);
  }

  /** Reports delivered at each point. */
  hopsByPoint(): Record<string, number> {
    return Object.fromEntries(
      places.map((point, number) => [point as string, this.delivered[number]!]).filter(([, hops]) => hops !== 0),
    );
  }
}
