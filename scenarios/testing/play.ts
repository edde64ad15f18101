import type { Observations } from '../../metrics/results/replication.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { points } from '../../sim/framework/figure.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import type { VirtualWorld } from '../../sim/worlds/virtual/world.ts';
import { meetingRoomMapping } from '../meeting-room-mapping/scenario.ts';
import type { MeetingRoomParameters } from '../meeting-room-mapping/parameters.ts';
import { prepare } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import { valuesAt } from '../values.ts';

/** Values of every parameter of S01 at smoke size, but for those that a test sets. */
export const valuesOf = (set: Partial<MeetingRoomParameters> = {}): MeetingRoomParameters =>
  ({ ...valuesAt(meetingRoomMapping, 'smoke'), ...set }) as MeetingRoomParameters;

/** A run of a scenario; what a test does not say is smoke size, honest, under the full framework, with seed 1 and terms. */
export const planIn = (
  // Scenarios differ in their parameters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  scenario: Scenario<any>,
  given: Partial<RunPlan> = {},
  set: ParameterValues = {},
): RunPlan => ({
  scenario: scenario as unknown as RunPlan['scenario'],
  parameters: { ...valuesAt<ParameterValues>(scenario, 'smoke'), ...set },
  profile: { name: 'framework', without: [] },
  attacks: [],
  seed: 1,
  suite: 'symbolic',
  again: 'the test',
  ...given,
});

/** A run of S01, as `planIn` has it. */
export const planOf = (given: Partial<RunPlan> = {}, set: Partial<MeetingRoomParameters> = {}): RunPlan =>
  planIn(meetingRoomMapping, given, set as ParameterValues);

/** What a run came to. */
export interface Played {
  readonly digest: string;
  readonly facts: number;
  readonly observed: Observations;
  readonly world: VirtualWorld;
}

/** Runs a plan to its end, in some slices; throws where messages went missing. */
export function play(plan: RunPlan, slices = 1): Played {
  const { world, untilNs, assessment } = prepare(plan);
  for (let slice = 1; slice <= slices; slice++)
    world.run(slice === slices ? untilNs : Math.floor((untilNs * slice) / slices));
  const digest = world.recorder.digest();
  const run = { scenario: plan.scenario.name, seed: plan.seed, again: plan.again };
  const observed = assessment.close({ run, inside: world.inFlight(points), costs: world.costs() });
  return { digest, facts: world.recorder.facts, observed, world };
}

/** All columns of one fact, the truth about it too, as text; its time comes first. */
const told = (facts: FactBlock, row: number): string =>
  [
    facts.time,
    facts.counter,
    facts.node,
    facts.peer,
    facts.origin,
    facts.subject,
    facts.message,
    facts.kind,
    facts.place,
    facts.dataClass,
    facts.detail,
    facts.outcome,
    facts.label,
    facts.flags,
    facts.born,
    facts.value,
    facts.sizeBytes,
  ]
    .map((column) => column[row])
    .join(' ');

/** Keeps every fact before a moment, with its truth, one line each. */
export class FactsBefore implements FactObserver {
  readonly lines: string[] = [];
  private readonly beforeNs: number;

  constructor(beforeNs: number) {
    this.beforeNs = beforeNs;
  }

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (facts.time[row]! < this.beforeNs) this.lines.push(told(facts, row));
    }
  }
}
