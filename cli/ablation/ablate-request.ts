import { controlsOf } from '../../sim/controls/profiles.ts';
import { sizeNames } from '../../sim/framework/scenario.ts';
import { attacksOf, choose, chooseWord } from '../choosing.ts';
import type { AblateWords } from '../command-words.ts';
import type { AblationRequest, Catalogue } from '../engine.ts';
import { FaultyRequest } from '../fault.ts';
import { parameterValues } from '../parameters.ts';
import { seedNumber, wholeNumber } from '../quantity.ts';
import { shellWords } from '../repeat.ts';

/** What becomes of an ablation: where its files go, null for none. */
export interface AblationOutput {
  readonly json: boolean;
  readonly out: string | null;
}

/** The words of an ablation as a request that can be carried out. Throws the fault of the first thing that is wrong with it. */
export function ablateRequest(
  word: string,
  flags: AblateWords,
  catalogue: Catalogue,
): { readonly ablation: AblationRequest; readonly output: AblationOutput } {
  if (flags.out === '') throw new FaultyRequest('no folder', '--out', '--out results');
  const scenario = choose('scenario', word, catalogue.scenarios, 'metarange ablate');
  const size = chooseWord('size', flags.size, sizeNames, '--size');
  const known = catalogue.profiles.map(({ name }) => name);
  const profile = chooseWord('profile', flags.profile, known, '--profile');
  if (controlsOf({ name: profile, without: [] }).length === 0)
    throw new FaultyRequest(`profile ${profile} has no control that could be taken out`, '--profile', 'framework');
  const plan = attacksOf(flags, scenario, catalogue);
  if (plan.mode === 'none')
    throw new FaultyRequest('an ablation needs an attack', '--attack', scenario.attacks.join(',') || 'A01');
  if (plan.mode === 'together' && plan.chain !== undefined)
    throw new FaultyRequest(
      `chain ${plan.chain.id} has stages that follow one another, which an ablation does not play`,
      '--attack',
      plan.attacks.map(({ id }) => id).join(','),
    );
  const given = flags.set.map((setting) => setting.slice(0, Math.max(0, setting.indexOf('='))));
  const standing = controlsOf({ name: profile, without: [] });
  const sets = flags.controls.map((words) =>
    words.split(',').map((one) => choose('control', one.trim(), standing, '--controls').id),
  );
  const values = parameterValues(scenario, size, flags.set);
  return {
    ablation: {
      scenario,
      size,
      set: Object.fromEntries(Object.entries(values).filter(([name]) => given.includes(name))),
      attacks: plan.attacks,
      profile,
      sets,
      seed: seedNumber(flags.seed),
      replications: wholeNumber(flags.replications, '--replications', { least: 1, most: 10_000, usual: 30 }),
      command: shellWords([
        'metarange',
        'ablate',
        scenario.name,
        ...flags.set.flatMap((setting) => ['--set', setting]),
        '--size',
        size,
        '--profile',
        profile,
        ...sets.flatMap((ids) => ['--controls', ids.join(',')]),
        ...(flags.attack === undefined ? [] : ['--attack', flags.attack]),
        '--seed',
        flags.seed,
        '--replications',
        flags.replications,
      ]),
    },
    output: { json: flags.json === true, out: flags.out ?? null },
  };
}
