import type { SuiteName } from '../../scenarios/replicate.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { fewestClaims } from '../../scenarios/refuted.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { chosenScenarios, claimsText, honest } from './honest.ts';

/** Longest run of the size `smoke`, s. */
const smokeSeconds = 5;

/** Every scenario, honest, in both suites. */
export const scenarioFigure: Figure = {
  name: 'scenarios',
  summary:
    'every scenario honest under the framework: smoke within 5 s in both suites with one digest, nothing violated or lost, all claims true',
  takes: '[ID...]',
  measure({ words, print }) {
    const chosen = chosenScenarios(words, 'scenarios');
    const suites: readonly SuiteName[] = ['symbolic', 'openssl'];
    const rows = [['scenario', 'suite', 'facts', 'messages', 'events/s', 'wall, s', 'violations', 'claims', 'digest']];
    const faults: Record<'slow' | 'different' | 'violated' | 'false' | 'few', string[]> = {
      slow: [],
      different: [],
      violated: [],
      false: [],
      few: [],
    };
    for (const scenario of chosen) {
      const runs = suites.map((suite) => honest(scenario, 'smoke', suite));
      runs.forEach((run, at) => {
        rows.push([
          `${scenario.id} ${scenario.name}`,
          suites[at]!,
          numberText(run.facts),
          numberText(run.messages),
          numberText(run.events / run.wallSeconds),
          run.wallSeconds.toFixed(2),
          String(run.violations),
          claimsText(run),
          run.digest.slice(0, 12),
        ]);
        if (run.wallSeconds > smokeSeconds) faults.slow.push(`${scenario.id} ${suites[at]!}`);
        if (run.violations > 0) faults.violated.push(scenario.id);
        faults.false.push(...run.claims.false.map((name) => `${scenario.id}: ${name}`));
      });
      if (new Set(runs.map(({ digest }) => digest)).size > 1) faults.different.push(scenario.id);
      if (scenario.claims.length < fewestClaims) faults.few.push(scenario.id);
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left', 'left']));
    print('not judged: claims about attacks; under what each claim is false, npm run evidence -- claims shows');
    return [
      atLeast('scenarios', chosen.length, words.length === 0 ? scenarios.length : words.length),
      none(`runs of size smoke over ${smokeSeconds} s`, faults.slow),
      none('scenarios whose digests differ between the suites', faults.different),
      none('scenarios in which something was violated', faults.violated),
      none('claims that are false', faults.false),
      none(`scenarios with fewer than ${fewestClaims} claims`, faults.few),
    ];
  },
};
