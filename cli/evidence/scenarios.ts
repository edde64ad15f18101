import { points } from '../../sim/framework/figure.ts';
import type { Scenario, Size } from '../../sim/framework/scenario.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { prepare } from '../../scenarios/replicate.ts';
import type { SuiteName } from '../../scenarios/replicate.ts';
import { valuesAt } from '../../scenarios/values.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';

/** Longest run of the size `smoke`, s. */
const smokeSeconds = 5;
/** Fewest claims of a scenario. */
const fewestClaims = 5;

/** What an honest run under the full framework came to. */
interface Honest {
  readonly wallSeconds: number;
  readonly digest: string;
  readonly facts: number;
  readonly events: number;
  readonly messages: number;
  readonly violations: number;
  /** Claims that hold, that do not, and on which an honest run gives nothing to judge. */
  readonly claims: Readonly<Record<'true' | 'false' | 'unknown', readonly string[]>>;
}

/** Plays a scenario honest under the full framework. Throws where a message went missing. */
function honest(scenario: Scenario, size: Size, suite: SuiteName): Honest {
  const begun = performance.now();
  const again = `metarange run ${scenario.name} --size ${size} --attack none --suite ${suite}`;
  const { world, untilNs, assessment } = prepare({
    scenario,
    parameters: valuesAt(scenario, size),
    profile: { name: 'framework', without: [] },
    attacks: [],
    seed: 1,
    suite,
    again,
  });
  world.run(untilNs);
  const digest = world.recorder.digest();
  const run = { scenario: scenario.name, seed: 1, again };
  const observed = assessment.close({ run, inside: world.inFlight(points), costs: world.costs() });
  const claims = { true: [] as string[], false: [] as string[], unknown: [] as string[] };
  for (const claim of scenario.claims) {
    if (!claim.profiles.includes('framework')) continue;
    const verdict = claim.holds((name) => observed.values[name]?.value ?? null, 'none');
    claims[verdict === undefined ? 'unknown' : verdict ? 'true' : 'false'].push(claim.name);
  }
  return {
    wallSeconds: (performance.now() - begun) / 1e3,
    digest,
    facts: world.recorder.facts,
    events: world.kernel.events + world.kernel.laneEvents,
    messages: observed.messages,
    violations: observed.violationsTotal,
    claims,
  };
}

/** Every scenario, honest: smoke in both suites, and on request paper. */
export const scenarioFigure: Figure = {
  name: 'scenarios',
  summary:
    'every scenario honest under the framework: smoke within 5 s in both suites with one digest, nothing violated or lost, all claims true',
  takes: '[paper] [ID...]',
  measure({ words, print }) {
    const size: Size = words.includes('paper') ? 'paper' : 'smoke';
    const ids = words.filter((word) => word !== 'paper');
    const chosen = scenarios.filter(({ id }) => ids.length === 0 || ids.includes(id)) as readonly Scenario[];
    const suites: readonly SuiteName[] = size === 'smoke' ? ['symbolic', 'openssl'] : ['symbolic'];
    const rows = [['scenario', 'suite', 'facts', 'messages', 'events/s', 'wall, s', 'violations', 'claims', 'digest']];
    const faults: Record<'slow' | 'different' | 'violated' | 'false' | 'few', string[]> = {
      slow: [],
      different: [],
      violated: [],
      false: [],
      few: [],
    };
    for (const scenario of chosen) {
      const runs = suites.map((suite) => honest(scenario, size, suite));
      runs.forEach((run, at) => {
        const { true: held, false: failed, unknown } = run.claims;
        rows.push([
          `${scenario.id} ${scenario.name}`,
          suites[at]!,
          numberText(run.facts),
          numberText(run.messages),
          numberText(run.events / run.wallSeconds),
          run.wallSeconds.toFixed(2),
          String(run.violations),
          `${held.length} true, ${failed.length} false, ${unknown.length} not judged`,
          run.digest.slice(0, 12),
        ]);
        if (size === 'smoke' && run.wallSeconds > smokeSeconds) faults.slow.push(`${scenario.id} ${suites[at]!}`);
        if (run.violations > 0) faults.violated.push(scenario.id);
        faults.false.push(...failed.map((name) => `${scenario.id}: ${name}`));
      });
      if (new Set(runs.map(({ digest }) => digest)).size > 1) faults.different.push(scenario.id);
      if (scenario.claims.length < fewestClaims) faults.few.push(scenario.id);
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left', 'left']));
    print('not judged: claims about attacks; under what each claim is false, the tests of its scenario show');
    return [
      atLeast('scenarios', chosen.length, ids.length === 0 ? scenarios.length : ids.length),
      none(`runs of size smoke over ${smokeSeconds} s`, faults.slow),
      none('scenarios whose digests differ between the suites', faults.different),
      none('scenarios in which something was violated', faults.violated),
      none('claims that are false', faults.false),
      none(`scenarios with fewer than ${fewestClaims} claims`, faults.few),
    ];
  },
};
