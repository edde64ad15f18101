import { attackers } from '../attacks/attackers/catalogue.ts';
import { attacks as catalogue } from '../attacks/catalogue.ts';
import { chains } from '../attacks/chains/catalogue.ts';
import type { Attack, AttackId } from '../sim/framework/attack.ts';
import type { AttackerClassId } from '../sim/framework/attacker.ts';
import { attackersProcess } from '../sim/worlds/live/attackers/attackers-process.ts';
import { beyondLiveHands } from '../sim/worlds/live/attackers/live-insides.ts';
import { nodesFor } from '../sim/worlds/shared/campaign.ts';
import { controls } from '../sim/controls/catalogue.ts';
import { costTables } from '../sim/crypto/costs/cost-tables.ts';
import { opensslByteSuite } from '../sim/crypto/openssl/byte-suite.ts';
import type { ChainId } from '../sim/framework/kill-chain.ts';
import type { Profile } from '../sim/framework/profile.ts';
import type { ParameterValues, Scenario } from '../sim/framework/scenario.ts';
import type { Staged } from '../sim/worlds/live/part.ts';
import { checkClass, checkStage } from './stage-needs.ts';
import { partyProfiles } from './party-profiles.ts';
import { staged, StagingFault } from './staged.ts';

/** What a process of a live run is told to put on stage: plain data, from which each builds the same cast. */
export interface LiveJob {
  readonly scenario: string;
  readonly parameters: ParameterValues;
  readonly profile: Profile;
  readonly seed: number;
  readonly untilNs: number | null;
  /** Those who attack, together. */
  readonly attacks: readonly AttackId[];
  /** Multiplies the rate of their attempts. */
  readonly intensity: number;
  /** Class of those who attack; absent where nobody says. */
  readonly attacker?: AttackerClassId;
  /** The chain whose stages they are, by its id; null where each plays by itself. */
  readonly chain: ChainId | null;
}

/** Puts a live run's cast on stage, the same in each of its processes. Throws a `StagingFault` where that cannot be. */
export function stageLive(job: LiveJob, scenario: Scenario): Staged {
  const { live } = scenario;
  if (live === undefined) throw new StagingFault(`${scenario.name} does not say how it is laid onto processes`);
  const { parameters, seed, profile, untilNs, attacks, intensity, attacker, chain: chainId } = job;
  const built = staged({ scenario, parameters, seed });
  const placed = attacks.map(attackNamed);
  const found = attackers.find(({ id }) => id === attacker);
  checkStage(placed, built.stage, scenario.name, beyondLiveHands);
  checkClass(placed, found);
  const chain = chains.find(({ id }) => id === chainId);
  const cast = { ...built, untilNs: Math.min(untilNs ?? Infinity, built.untilNs) };
  const processes: string[] = [];
  for (const placement of cast.placements) {
    for (let index = 0; index < placement.count; index++)
      processes[placement.first + index] = live.processOf(placement, index);
  }
  return {
    cast,
    seed,
    suite: opensslByteSuite(),
    controls,
    ...partyProfiles(cast, profile),
    costs: costTables,
    attackerNodes: nodesFor(attacks.length),
    attacks: placed,
    intensity,
    ...(found === undefined ? {} : { attacker: found }),
    ...(chain === undefined ? {} : { chain }),
    processOf: (node) => processes[node] ?? attackersProcess,
  };
}

const attackNamed = (id: AttackId): Attack => {
  const found = [...catalogue, ...attackers.flatMap(({ misuse }) => misuse ?? [])].find((attack) => attack.id === id);
  if (found === undefined) throw new StagingFault(`no attack ${id} in the catalogue`);
  return found;
};
