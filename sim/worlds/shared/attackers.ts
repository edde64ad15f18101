import type { Agenda } from '../../framework/agenda.ts';
import type { Attack, AttackId } from '../../framework/attack.ts';
import { footingsOf } from '../../framework/attacker.ts';
import type { Adaptivity, AttackerClass } from '../../framework/attacker.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import { bandit } from './agendas/bandit.ts';
import { eachByItself } from './agendas/each-by-itself.ts';
import { inSequence } from './agendas/in-sequence.ts';
import { rational } from './agendas/rational.ts';
import { reactive } from './agendas/reactive.ts';
import { roundRobin } from './agendas/round-robin.ts';
import { sideBySide } from './agendas/side-by-side.ts';
import { Knowledge } from './knowledge.ts';
import type { LearningMind } from './knowledge.ts';

/** Who attacks in a run: how it chooses, and for each place of its repertoire the mind that acts there. */
export interface Attackers {
  readonly agenda: Agenda;
  readonly minds: readonly LearningMind[];
}

/** What the attackers of a run are made from. */
export interface Side {
  readonly attacks: readonly Attack[];
  readonly chain?: KillChain;
  readonly attacker?: AttackerClass;
}

/**
 * Those who attack. Without a chain or a class each attack is an attacker of its own, which knows nothing of the others; a chain is carried
 * out by one, and the attacks are the repertoire of a class. Throws where a stage of the chain does not play.
 */
export function attackersOf({ attacks, chain, attacker }: Side, now: () => number, seed: number): Attackers {
  if (chain?.order === 'sequence') {
    const mind = new Knowledge(now).mind();
    return { agenda: inSequence(chain, placeIn(attacks, chain)), minds: attacks.map(() => mind) };
  }
  if (chain === undefined && attacker !== undefined) return ofClass(attacks, attacker, now, seed);
  return { agenda: eachByItself(attacks.length), minds: attacks.map(() => new Knowledge(now).mind()) };
}

const placeIn =
  (attacks: readonly Attack[], { id, name }: KillChain) =>
  (wanted: AttackId): number => {
    const place = attacks.findIndex((attack) => attack.id === wanted);
    if (place < 0) throw new RangeError(`${id} ${name} needs ${wanted}, which does not play`);
    return place;
  };

/** One of a class, or several of a coalition: each has the attacks for which it holds the places, and chooses among them. */
function ofClass(attacks: readonly Attack[], attacker: AttackerClass, now: () => number, seed: number): Attackers {
  const { coalition, deterrence, adaptivity } = attacker;
  const members = coalition?.members ?? [{ name: attacker.name, holds: [...attacker.holds, ...attacker.buys] }];
  const knowledge = new Knowledge(now, coalition?.hearsAfterNs.value);
  const memberAt = attacks.map((attack) => {
    const needed = footingsOf(attack);
    const able = members.findIndex(({ holds }) => needed.every((footing) => holds.includes(footing)));
    // What none can do alone, whoever has one of the places does with the others' help.
    return able >= 0 ? able : members.findIndex(({ holds }) => needed.some((footing) => holds.includes(footing)));
  });
  const agendas = members.map(({ name }, member) => {
    const places = attacks.flatMap((_, place) => (memberAt[place] === member ? [place] : []));
    const random = new Stream(keyOf(seed, `${attacker.id} ${name}`, 'choice'));
    const agenda = choosing(adaptivity, places, {
      random,
      tells: (place) => (attacks[place]!.gains ?? []).length > 0,
    });
    return deterrence === undefined ? agenda : rational(agenda, deterrence);
  });
  return {
    agenda: sideBySide(agendas, (place) => memberAt[place]!),
    minds: memberAt.map((member) => knowledge.mind(member)),
  };
}

/** What a choice by what gave something rests on: a stream, and whether the attack at a place can tell at all that it gave something. */
interface Learning {
  readonly random: Stream;
  readonly tells: (place: number) => boolean;
}

/** How somebody chooses among some places of the repertoire. */
function choosing(adaptivity: Adaptivity, places: readonly number[], { random, tells }: Learning): Agenda {
  switch (adaptivity) {
    case 'static':
      return roundRobin(places);
    case 'reactive':
      return reactive(places);
    case 'bandit':
      return bandit(places, random, tells);
  }
}
