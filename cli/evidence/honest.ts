import type { Scenario, Size } from '../../sim/framework/scenario.ts';
import { points } from '../../sim/framework/figure.ts';
import { prepare } from '../../scenarios/replicate.ts';
import type { SuiteName } from '../../scenarios/replicate.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { valuesAt } from '../../scenarios/values.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { nearestName } from '../nearest.ts';
import { cpuSeconds, heldBytes, seconds } from './place.ts';

/** What an honest run of a scenario under the full framework came to. */
export interface Honest {
  readonly wallSeconds: number;
  /** CPU time of the run without its set-up. */
  readonly runCpuSeconds: number;
  readonly digest: string;
  readonly facts: number;
  /** Agenda pops. */
  readonly events: number;
  readonly messages: number;
  /** Nodes of the cast: things, people, servers. */
  readonly nodes: number;
  /** Heap and buffers after the set-up, over the nodes; without garbage where the process can collect it. */
  readonly bytesPerNode: number;
  readonly violations: number;
  /** Claims that hold, that do not, and on which an honest run gives nothing to judge. */
  readonly claims: Readonly<Record<'true' | 'false' | 'unknown', readonly string[]>>;
}

/** Who follows a run: told now and then how far it has come. */
export type Follow = (share: number, events: number, simulatedSeconds: number) => void;

const slices = 50;

/** Plays a scenario honest under the full framework. Throws where a message went missing. */
export function honest(scenario: Scenario, size: Size, suite: SuiteName, follow: Follow = () => undefined): Honest {
  const begun = seconds();
  const empty = heldBytes();
  const again = `metarange run ${scenario.name} --size ${size} --attack none --suite ${suite}`;
  const { world, cast, untilNs, assessment } = prepare({
    scenario,
    parameters: valuesAt(scenario, size),
    profile: { name: 'framework', without: [] },
    attacks: [],
    seed: 1,
    suite,
    again,
  });
  const bytes = heldBytes() - empty;
  const ready = cpuSeconds();
  for (let slice = 1; slice <= slices; slice++) {
    world.run(slice === slices ? untilNs : Math.floor((untilNs * slice) / slices));
    follow(slice / slices, world.kernel.events, world.kernel.now / 1e9);
  }
  const digest = world.recorder.digest();
  const run = { scenario: scenario.name, seed: 1, again };
  const observed = assessment.close({ run, inside: world.inFlight(points), costs: world.costs() });
  const runCpuSeconds = cpuSeconds() - ready;
  const claims = { true: [] as string[], false: [] as string[], unknown: [] as string[] };
  for (const claim of scenario.claims) {
    if (!claim.profiles.includes('framework')) continue;
    const verdict = claim.holds((name) => observed.values[name]?.value ?? null, 'none');
    claims[verdict === undefined ? 'unknown' : verdict ? 'true' : 'false'].push(claim.name);
  }
  const { nodes } = cast.household;
  return {
    wallSeconds: seconds() - begun,
    runCpuSeconds,
    digest,
    facts: world.recorder.facts,
    events: world.kernel.events,
    messages: observed.messages,
    nodes,
    bytesPerNode: bytes / nodes,
    violations: observed.violationsTotal,
    claims,
  };
}

/** What claims came to, in words. */
export const claimsText = ({ claims }: Honest): string =>
  `${claims.true.length} true, ${claims.false.length} false, ${claims.unknown.length} not judged`;

/** Scenarios by the identifiers or names that were asked for; all, where none were. */
export function chosenScenarios(words: readonly string[], figure: string): readonly Scenario[] {
  const known = scenarios as readonly Scenario[];
  if (words.length === 0) return known;
  return words.map((word) => {
    const found = known.find(({ id, name }) => word === id || word === name);
    if (found !== undefined) return found;
    const names = known.flatMap(({ id, name }) => [id, name]);
    throw new FaultyRequest(`unknown scenario ${quoted(word)}`, `evidence ${figure}`, nearestName(word, names));
  });
}
