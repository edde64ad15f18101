import { factNumber, falsified, flagReplayed } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import { exhaustible } from '../../framework/budget.ts';
import type { ChainId } from '../../framework/kill-chain.ts';
import { footings } from '../../framework/truth.ts';
import { isOwnStep } from '../shared/labels.ts';
import type { Attempt } from '../shared/labels.ts';
import { bothWays } from './judge-tables.ts';
import type { Ledger, Listening } from './ledger.ts';
import { relays } from './truth-ops.ts';

const { disclosed, tampered } = factNumber;

/** Operations by which it is told what attackers do. */
export type HostileOp =
  | 'hostileLink'
  | 'overhear'
  | 'relay'
  | 'again'
  | 'slip'
  | 'rewrite'
  | 'readRecord'
  | 'attempt'
  | 'step'
  | 'acts'
  | 'spent'
  | 'attemptEnds'
  | 'stand';

/** How the judge follows what attackers do. */
export function toldOfAttacks(ledger: Ledger): Listening<HostileOp> {
  const attemptAt = (index: number): Attempt => ledger.labels.attempts[index] ?? ledger.lost('an attempt', index);
  return {
    hostileLink: (_from, link, label) => ledger.blame(link, label),
    overhear: (from, message, link, direction, label) => {
      const { told, truth } = ledger.link(link).legs[direction]!.messages[0] ?? ledger.lost('a message on link', link);
      const heard = from.message(message);
      Object.assign(heard, { told });
      Object.assign(heard.truth, truth, { label });
    },
    relay: (_from, link, direction, act, node, label, hash) => {
      const books = ledger.link(link);
      books.beyond ??= bothWays();
      const leg = books.legs[direction]!;
      const held = leg.messages.shift() ?? ledger.lost('a message on link', link);
      leg.next++;
      // It was lost when the ends closed: nothing that is done to it now reaches anybody.
      if (books.isOver) return;
      if (label !== 0) held.truth.label = label;
      if (relays[act] === 'drop') {
        ledger.drop(held, 'attacker');
        return;
      }
      if (relays[act] === 'alter') {
        held.hash = hash;
        held.truth.flags |= falsified;
        ledger.aboutMessage(tampered, held, { ...held.told!, sender: node }, 0, 1, 0);
      }
      books.beyond[direction]!.messages.push(held);
    },
    again: (from, message, recorded, label) => {
      const { told, truth } = from.messages.get(recorded) ?? ledger.lost('a recording', recorded);
      const held = from.message(message);
      held.told = told;
      Object.assign(held.truth, truth, { label, flags: truth.flags | flagReplayed });
    },
    slip: (from, message, link, direction, hash) => {
      const held = from.messages.get(message) ?? ledger.lost('a message', message);
      from.messages.delete(message);
      held.hash = hash;
      const books = ledger.link(link);
      books.beyond ??= bothWays();
      books.beyond[direction]!.messages.push(held);
    },
    rewrite: (from, message, label, flags) => {
      const { truth } = from.messages.get(message) ?? ledger.lost('a message', message);
      truth.label = label;
      truth.flags |= flags;
    },
    readRecord: (_from, reader, node, key, label) => {
      const record = ledger.records.get(`${node} ${key}`);
      if (record === undefined) return;
      const row = ledger.aboutRecord(disclosed, record, reader, node);
      const { page } = ledger.recorder;
      page.label[row] = label;
      page.value[row] = 1;
    },
    attempt: (_from, attack, chain, play, stage, trial) => {
      const id = ledger.attacks[attack] ?? ledger.lost('an attack', attack);
      const part = chain === '' ? undefined : { chain: chain as ChainId, play, stage, trial };
      ledger.labels.begin(id, ledger.nowNs, part);
    },
    step: (_from, attempt, name, node) => {
      const known = attemptAt(attempt);
      ledger.labels.step(known, name, ledger.nowNs);
      if (!isOwnStep(known)) return;
      const row = ledger.row(factNumber.stepped, placeNumber['use'], node, -1);
      ledger.recorder.page.label[row] = known.label;
    },
    acts: (_from, attempt, count) => {
      attemptAt(attempt).acts = count;
    },
    spent: (_from, attempt, requests, identities, money, computeSeconds, alarms, exhausted) => {
      const known = attemptAt(attempt);
      const orUnknown = (value: number): number | null => (Number.isNaN(value) ? null : value);
      Object.assign(known.spent, { requests, identities, alarms });
      known.spent.money = orUnknown(money);
      known.spent.computeSeconds = orUnknown(computeSeconds);
      known.exhausted = exhausted === 0 ? null : (exhaustible[exhausted - 1] ?? ledger.lost('a budget', exhausted));
    },
    attemptEnds: (_from, attempt, endsPlay) => ledger.labels.end(attemptAt(attempt), ledger.nowNs, endsPlay === 1),
    stand: (_from, attempt, footing, node, other) =>
      ledger.labels.stand(attemptAt(attempt), {
        footing: footings[footing] ?? ledger.lost('a footing', footing),
        node,
        other,
      }),
  };
}
