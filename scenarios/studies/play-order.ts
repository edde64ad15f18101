import { replicate, seedOf } from '../replicate.ts';
import type { Onlooker, RunPlan } from '../replicate.ts';
import { catalogueNames, named } from './names.ts';
import type { Names } from './names.ts';
import type { NamedOrder } from './crew.ts';
import type { RunOrder, RunRecord } from './order.ts';

/** The run that an order asks for. UnknownName where it names what is not there. */
export const planOfOrder = (order: RunOrder, names: Names = catalogueNames): RunPlan => {
  const own = names.own;
  return {
    scenario: named('scenario', order.scenario, names.scenarios),
    parameters: order.parameters,
    profile: {
      name: order.profile,
      without: order.without,
      ...(own === undefined || own.controls.length === 0 ? {} : { own: own.controls }),
    },
    attacks: order.attacks.map((id) => named('attack', id, names.attacks)),
    ...(order.attacker === null ? {} : { attacker: named('attacker', order.attacker, names.attackers) }),
    ...(own === undefined ? {} : { ownMetrics: own.metrics }),
    ...(order.intensity === 1 ? {} : { intensity: order.intensity }),
    ...(order.untilSeconds === null ? {} : { untilNs: Math.round(order.untilSeconds * 1e9) }),
    suite: order.suite,
    seed: seedOf(order.seed, order.replication),
    again: againOf(order),
  };
};

/** A command that plays the same run, for errors. */
const againOf = (order: RunOrder): string =>
  `metarange run ${order.scenario} --profile ${order.profile} --attack ${order.attacks.join(',') || 'none'} --seed ${seedOf(order.seed, order.replication)}`;

/** Plays one run of a study to its end. */
export const playOrder = ({ key, order }: NamedOrder, onlooker: Onlooker, names: Names = catalogueNames): RunRecord => {
  const {
    picture: _,
    violations: __,
    seed: ___,
    chain = null,
    digest,
    ...observed
  } = replicate(planOfOrder(order, names), onlooker);
  return { ...observed, key, chain, digest: digest! };
};
