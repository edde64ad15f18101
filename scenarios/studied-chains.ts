import type { Attack } from '../sim/framework/attack.ts';
import type { ChainId, KillChain } from '../sim/framework/kill-chain.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { ParameterValues, Scenario } from '../sim/framework/scenario.ts';
import { attacks } from '../attacks/catalogue.ts';
import { scenarios } from './catalogue.ts';
import { sweep } from './children-plaza/square.ts';
import type { RunPlan } from './replicate.ts';
import { outbreak, village } from './town-1m/village.ts';
import { valuesAt } from './values.ts';

/** Under what a chain is studied in its home: parameters, and how long a run is. */
interface StudiedChain {
  readonly set: ParameterValues;
  readonly durationSeconds: number;
}

const studied: Readonly<Partial<Record<ChainId, StudiedChain>>> = {
  // Who has withdrawn has nothing in the archive that A08 could be shown.
  K1: { set: { sessions: 'bearer', rooms: 2, withdrawals: 0, queryEverySeconds: 5 }, durationSeconds: 100 },
  K2: { set: { ...village, updateAtSeconds: 20 }, durationSeconds: 400 },
  // The first identity is revoked, and all verifiers have long learnt of it, when the first play begins. Whether somebody moves may change
  // at once, so that plausibility says nothing of it.
  K3: { set: { tells: 'motion', statusSeconds: 5, revokeAtSeconds: 1, warmUpSeconds: 80 }, durationSeconds: 300 },
  // One play: a root that was slipped in is believed for as long as a run lasts, so that a second play would find it there.
  K4: { set: sweep, durationSeconds: 130 },
  K5: { set: { rooms: 2, withdrawals: 2 }, durationSeconds: 600 },
  K7: { set: { outageAtSeconds: 0, revokeAtSeconds: 0, revokePlatformAtSeconds: 60 }, durationSeconds: 300 },
  K8: { set: outbreak, durationSeconds: 100 },
};

/** The attacks of a chain, in the order of its stages. */
export const stagesOf = ({ id, stages }: KillChain): readonly Attack[] =>
  stages.map(({ attack }) => {
    const found = attacks.find((known) => known.id === attack);
    if (found === undefined) throw new RangeError(`${id}: no attack ${attack} in the catalogue`);
    return found;
  });

/** A run of a chain in its home under the full framework, with seed 1 and terms where nothing else is given. */
export function chainStudy(chain: KillChain, given: Partial<RunPlan> = {}): RunPlan {
  const home = scenarios.find(({ name }) => name === chain.home);
  if (home === undefined) throw new RangeError(`${chain.id}: no scenario ${chain.home}`);
  const { set = {}, durationSeconds = 280 } = studied[chain.id] ?? {};
  const values = { ...set, durationSeconds };
  const words = Object.entries(values).map(([name, value]) => ` --set ${name}=${value}`);
  return {
    scenario: home as Scenario,
    parameters: { ...valuesAt<ParameterValues>(home, 'smoke'), ...values },
    profile: { name: 'framework', without: [] },
    attacks: stagesOf(chain),
    chain,
    seed: 1,
    suite: 'symbolic',
    again: `metarange run ${home.name} --attack ${chain.id}${words.join('')}`,
    ...given,
  };
}

/** At which stage, from 0, a chain is predicted to break where these controls stand; null where it is to go through. */
export function predictedBreak({ stages }: KillChain, standing: readonly ControlId[]): number | null {
  const stands = (control: ControlId): boolean => standing.includes(control);
  const stage = stages.findIndex(
    ({ brokenBy, stilledBy = [] }) =>
      brokenBy.some((controls) => controls.every(stands)) ||
      stilledBy.some((one) => stands(one.standing) && !stands(one.missing)),
  );
  return stage < 0 ? null : stage;
}
