import { factNumber, flagAltered, flagForged, flagHostile, flagReplayed, flagWrong } from '../../framework/fact.ts';
import { Lineage } from '../shared/lineage.ts';
import { Followed } from './judge-tables.ts';
import { TruthFault } from './ledger.ts';
import type { Ledger, Listening } from './ledger.ts';
import type { HostileOp } from './told-of-attacks.ts';
import type { TruthOp } from './truth-ops.ts';

/** Flags of a datum that go on to what descends from it. */
const inherited = flagForged | flagReplayed | flagWrong | flagHostile | flagAltered;
const { dropped } = factNumber;
/** Kinds of fact that end a message. */
const ends = new Set([factNumber.delivered, factNumber.refused, dropped]);

/** What is told of a message that nobody could read. */
const unread = { message: 0, dataClass: 0, subject: -1, sizeBytes: 0, clear: 0 } as const;

/** How the judge follows what the processes of the house tell. */
export function toldOfHouse(ledger: Ledger): Listening<Exclude<TruthOp, HostileOp>> {
  return {
    clear: ({ hand }) => hand.clear(),
    take: ({ hand, messages }, message) => {
      Object.assign(hand, messages.get(message)?.truth ?? ledger.lost('a message', message));
      hand.present = true;
    },
    takeTicket: ({ hand, tickets }, ticket) => {
      Object.assign(hand, tickets.get(ticket) ?? ledger.lost('a ticket', ticket));
      tickets.delete(ticket);
    },
    keep: ({ hand }, cell) => ledger.cells.write(cell, hand),
    blend: ({ hand }, cell) => ledger.cells.blend(cell, hand),
    recall: ({ hand }, cell) => ledger.cells.merge(cell, hand),
    because: ({ hand }, cell) => ledger.cells.owe(cell, hand),
    forgetCells: (_from, first, count) => ledger.cells.forget(first, count),

    say: (from, message, node, label, flags) => {
      const { truth } = from.message(message);
      const { hand } = from;
      ledger.born(truth, node, hand.present ? hand.born : ledger.nowNs);
      truth.label = label < 0 ? hand.label : label;
      truth.flags = (hand.flags & inherited) | flags;
    },
    pass: (from, message) => void Object.assign(from.message(message).truth, from.hand),
    invent: (from, message, node, label, flags) => {
      const { truth } = from.message(message);
      ledger.born(truth, node, ledger.nowNs);
      truth.label = label;
      truth.flags = flags;
    },
    depart: (from, message, link, direction, ordinal, hash) => {
      const books = ledger.link(link);
      books.holders[direction as 0 | 1] = from;
      const leg = books.legs[direction]!;
      const held = from.messages.get(message) ?? ledger.lost('a message', message);
      from.messages.delete(message);
      if (leg.next + leg.messages.length !== ordinal) {
        throw new TruthFault(`${ledger.speaking} sent message ${ordinal} of a link after ${leg.messages.length}`);
      }
      held.hash = hash;
      leg.messages.push(held);
    },
    arrive: (from, message, link, direction, ordinal, hash) => {
      const books = ledger.link(link);
      books.holders[(direction ^ 1) as 0 | 1] = from;
      if (books.isStrangers(direction)) {
        // Nobody of the run says what a stranger sent: it is known from where it is read.
        from.messages.set(message, new Followed());
        return;
      }
      const leg = books.lastLeg(direction);
      const held = leg.messages.shift();
      if (held === undefined || leg.next !== ordinal || held.hash !== hash) {
        throw new TruthFault(`${ledger.speaking} got message ${ordinal} of a link, where ${leg.next} was to come`);
      }
      leg.next++;
      from.messages.set(message, held);
    },
    forget: (from, message) => void from.messages.delete(message),
    closed: (_from, link, end, isDown) => ledger.close(link, end, isDown === 1 ? 'restart' : 'no-channel'),
    perish: (from) => {
      for (const held of from.perish()) ledger.drop(held, 'restart');
      for (const [id, { holders }] of ledger.links) {
        for (const end of [0, 1] as const) if (holders[end] === from) ledger.close(id, end, 'restart');
      }
    },

    messageFact: (
      from,
      ...[kind, message, node, peer, point, ofKind, dataClass, subject, sizeBytes, clear, ...rest]
    ) => {
      const held = from.messages.get(message) ?? ledger.lost('a message', message);
      const told = { point, message: ofKind, dataClass, subject, sizeBytes, clear, sender: node, receiver: peer };
      if (kind !== factNumber.sent) ledger.announce(held, told);
      else held.inside = true;
      if (ends.has(kind)) held.inside = false;
      if (kind === factNumber.sent) held.told = told;
      const [detail, outcome, value] = rest;
      ledger.aboutMessage(kind, held, told, detail, outcome, value);
    },
    lost: (from, kind, message, node, peer, point, detail, outcome) => {
      const held = from.messages.get(message) ?? ledger.lost('a message', message);
      ledger.announce(held, { ...unread, point, sender: node, receiver: peer });
      held.inside = false;
      ledger.aboutMessage(kind, held, { ...held.told!, sender: node, receiver: peer }, detail, outcome, 0);
      from.messages.delete(message);
    },
    deedFact: ({ hand }, ...[kind, place, node, peer, subject, dataClass, detail, outcome, value, born]) => {
      const row = ledger.row(kind, place, node, peer);
      ledger.truth(row, hand);
      const { page } = ledger.recorder;
      page.subject[row] = subject;
      page.dataClass[row] = dataClass;
      page.detail[row] = detail;
      page.outcome[row] = outcome;
      page.value[row] = value;
      if (!Number.isNaN(born)) page.born[row] = born;
    },
    event: (from, ...[kind, place, node, peer, subject, detail, outcome, born, link, message]) => {
      const row = ledger.row(kind, place, node, peer);
      const { page } = ledger.recorder;
      page.subject[row] = subject;
      page.detail[row] = detail;
      page.outcome[row] = outcome;
      page.born[row] = born;
      if (kind === factNumber.opened && link !== 0) ledger.link(link).opened = true;
      if (message !== 0) page.label[row] = from.messages.get(message)?.truth.label ?? 0;
      else if (link !== 0) page.label[row] = ledger.labelOf(link);
    },

    hold: ({ hand, tickets }, ticket) => void tickets.set(ticket, Object.assign(new Lineage(), hand)),
    holdRecord: ({ tickets }, ticket, node, key) => {
      const held = tickets.get(ticket) ?? ledger.lost('a ticket', ticket);
      const record = ledger.records.get(`${node} ${key}`);
      if (record === undefined) return;
      if (held.label === 0) held.label = record.truth.label;
      held.flags |= record.truth.flags;
    },
    lay: ({ hand }, node, key, subject, dataClass) =>
      void ledger.records.set(`${node} ${key}`, { truth: Object.assign(new Lineage(), hand), subject, dataClass }),
    recordFact: (_from, kind, node, key) => {
      const record = ledger.records.get(`${node} ${key}`);
      if (record === undefined) return;
      ledger.aboutRecord(kind, record, node, -1);
      if (kind === factNumber.erased) ledger.records.delete(`${node} ${key}`);
    },
  };
}
