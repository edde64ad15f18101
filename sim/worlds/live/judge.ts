import type { AttackId } from '../../framework/attack.ts';
import {
  factNumber,
  flagAltered,
  flagClear,
  flagForged,
  flagHostile,
  flagReplayed,
  flagWrong,
  placeNumber,
} from '../../framework/fact.ts';
import type { Drop, FactObserver } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { LabelTable } from '../../framework/truth.ts';
import { Cells } from '../shared/cells.ts';
import { Labels } from '../shared/labels.ts';
import type { Attempt } from '../shared/labels.ts';
import { Lineage } from '../shared/lineage.ts';
import { dropNumber } from '../shared/numbers.ts';
import { Recorder } from '../virtual/recorder.ts';
import { bothWays, LinkBooks, ProcessBooks } from './judge-tables.ts';
import type { Followed } from './judge-tables.ts';
import { readOps, relays } from './truth-ops.ts';
import type { TruthOp, TruthValues } from './truth-ops.ts';

/** Flags of a datum that go on to what descends from it. */
const inherited = flagForged | flagReplayed | flagWrong | flagHostile | flagAltered;
const { disclosed, dropped, tampered } = factNumber;
/** Kinds of fact that end a message. */
const ends = new Set([factNumber.delivered, factNumber.refused, dropped]);

/** What processes told does not fit together: the run is void. */
export class TruthFault extends Error {
  override readonly name = 'TruthFault';
}

/** A record on a medium, as the judge follows it. */
interface Laid {
  readonly truth: Lineage;
  readonly subject: number;
  readonly dataClass: number;
}

type Handlers = {
  readonly [Op in TruthOp]: (from: ProcessBooks, ...values: TruthValues<Op>) => void;
};

/**
 * Follows what the processes of a live run tell, in order of time, and makes the facts: the same columns with the same truth
 * as in the virtual world. It stands beside the wire; nothing it knows goes back.
 */
export class Judge {
  private readonly attacks: readonly AttackId[];
  private readonly recorder: Recorder;
  private readonly cells: Cells;
  private readonly processes = new Map<string, ProcessBooks>();
  private readonly links = new Map<number, LinkBooks>();
  private readonly records = new Map<string, Laid>();
  private readonly counters = new Map<number, number>();
  private readonly ownLabels = new Labels();
  private readonly handlers: Handlers;
  private nowNs = 0;
  private speaking = '';

  /** `attacks`: those of the run, in the order of their numbers. */
  constructor(
    cells: number,
    attacks: readonly AttackId[],
    observers: readonly FactObserver[],
    followers: readonly FactObserver[] = [],
  ) {
    this.attacks = attacks;
    this.cells = new Cells(cells);
    this.recorder = new Recorder(observers, followers);
    this.handlers = this.made();
  }

  get labels(): LabelTable {
    return this.ownLabels;
  }

  get facts(): number {
    return this.recorder.facts;
  }

  /** The next segment in order of time. Throws a `TruthFault` where it does not fit what was told before. */
  segment(process: string, timeNs: number, bytes: Buffer): void {
    let books = this.processes.get(process);
    if (books === undefined) this.processes.set(process, (books = new ProcessBooks()));
    this.nowNs = timeNs;
    this.speaking = process;
    const from = books;
    readOps(bytes, (op, values) => {
      (this.handlers[op] as (books: ProcessBooks, ...values: readonly (number | string)[]) => void)(from, ...values);
    });
  }

  /** Shows followers what they have not seen yet. */
  show(): void {
    this.recorder.show();
  }

  /** No more will be told: the last facts are shown to who follows. */
  finish(): void {
    this.recorder.digest();
  }

  /** Messages that were sent and have not come to their end, by point. */
  inside(): Record<string, number> {
    const found: Record<string, number> = Object.fromEntries(points.map((point) => [point, 0]));
    const count = ({ inside, told }: Followed): void => {
      if (inside) found[points[told!.point]!]! += 1;
    };
    for (const { messages } of this.processes.values()) for (const message of messages.values()) count(message);
    for (const link of this.links.values()) for (const message of link.underWay()) count(message);
    return found;
  }

  private made(): Handlers {
    return {
      clear: ({ hand }) => hand.clear(),
      take: ({ hand, messages }, message) => {
        Object.assign(hand, messages.get(message)?.truth ?? this.lost('a message', message));
        hand.present = true;
      },
      takeTicket: ({ hand, tickets }, ticket) => {
        Object.assign(hand, tickets.get(ticket) ?? this.lost('a ticket', ticket));
        tickets.delete(ticket);
      },
      keep: ({ hand }, cell) => this.cells.write(cell, hand),
      blend: ({ hand }, cell) => this.cells.blend(cell, hand),
      recall: ({ hand }, cell) => this.cells.merge(cell, hand),
      forgetCells: (_from, first, count) => this.cells.forget(first, count),

      say: (from, message, node, label, flags) => {
        const { truth } = from.message(message);
        const { hand } = from;
        this.born(truth, node, hand.present ? hand.born : this.nowNs);
        truth.label = label < 0 ? hand.label : label;
        truth.flags = (hand.flags & inherited) | flags;
      },
      pass: (from, message) => void Object.assign(from.message(message).truth, from.hand),
      invent: (from, message, node, label, flags) => {
        const { truth } = from.message(message);
        this.born(truth, node, this.nowNs);
        truth.label = label;
        truth.flags = flags;
      },
      depart: (from, message, link, direction, ordinal, hash) => {
        const books = this.link(link);
        books.holders[direction as 0 | 1] = from;
        const leg = books.legs[direction]!;
        const held = from.messages.get(message) ?? this.lost('a message', message);
        from.messages.delete(message);
        if (leg.next + leg.messages.length !== ordinal) {
          throw new TruthFault(`${this.speaking} sent message ${ordinal} of a link after ${leg.messages.length}`);
        }
        held.hash = hash;
        leg.messages.push(held);
      },
      arrive: (from, message, link, direction, ordinal, hash) => {
        const books = this.link(link);
        books.holders[(direction ^ 1) as 0 | 1] = from;
        const leg = books.lastLeg(direction);
        const held = leg.messages.shift();
        if (held === undefined || leg.next !== ordinal || held.hash !== hash) {
          throw new TruthFault(`${this.speaking} got message ${ordinal} of a link, where ${leg.next} was to come`);
        }
        leg.next++;
        from.messages.set(message, held);
      },
      forget: (from, message) => void from.messages.delete(message),
      closed: (_from, link, end) => this.close(link, end),
      perish: (from) => {
        for (const held of from.perish()) this.drop(held, 'restart');
        for (const [id, { holders }] of this.links) {
          for (const end of [0, 1] as const) if (holders[end] === from) this.close(id, end);
        }
      },

      messageFact: (
        from,
        ...[kind, message, node, peer, point, ofKind, dataClass, subject, sizeBytes, clear, ...rest]
      ) => {
        const held = from.messages.get(message) ?? this.lost('a message', message);
        if (kind === factNumber.sent) held.inside = true;
        if (ends.has(kind)) held.inside = false;
        const told = { point, message: ofKind, dataClass, subject, sizeBytes, clear, sender: node, receiver: peer };
        if (kind === factNumber.sent) held.told = told;
        this.aboutMessage(kind, held, told, ...rest);
      },
      lost: (from, kind, message, node, peer, detail, outcome) => {
        const held = from.messages.get(message) ?? this.lost('a message', message);
        held.inside = false;
        this.aboutMessage(kind, held, { ...held.told!, sender: node, receiver: peer }, detail, outcome, 0);
        from.messages.delete(message);
      },
      deedFact: ({ hand }, ...[kind, place, node, peer, subject, dataClass, detail, outcome, value, born]) => {
        const row = this.row(kind, place, node, peer);
        this.truth(row, hand);
        const { page } = this.recorder;
        page.subject[row] = subject;
        page.dataClass[row] = dataClass;
        page.detail[row] = detail;
        page.outcome[row] = outcome;
        page.value[row] = value;
        if (!Number.isNaN(born)) page.born[row] = born;
      },
      event: (from, ...[kind, place, node, peer, subject, detail, outcome, born, link, message]) => {
        const row = this.row(kind, place, node, peer);
        const { page } = this.recorder;
        page.subject[row] = subject;
        page.detail[row] = detail;
        page.outcome[row] = outcome;
        page.born[row] = born;
        if (message !== 0) page.label[row] = from.messages.get(message)?.truth.label ?? 0;
        else if (link !== 0) page.label[row] = this.links.get(link)?.label ?? 0;
      },

      hold: ({ hand, tickets }, ticket) => void tickets.set(ticket, Object.assign(new Lineage(), hand)),
      holdRecord: ({ tickets }, ticket, node, key) => {
        const held = tickets.get(ticket) ?? this.lost('a ticket', ticket);
        const record = this.records.get(`${node} ${key}`);
        if (record === undefined) return;
        if (held.label === 0) held.label = record.truth.label;
        held.flags |= record.truth.flags;
      },
      lay: ({ hand }, node, key, subject, dataClass) =>
        void this.records.set(`${node} ${key}`, { truth: Object.assign(new Lineage(), hand), subject, dataClass }),
      recordFact: (_from, kind, node, key) => {
        const record = this.records.get(`${node} ${key}`);
        if (record === undefined) return;
        this.aboutRecord(kind, record, node, -1);
        if (kind === factNumber.erased) this.records.delete(`${node} ${key}`);
      },

      hostileLink: (_from, link, label) => {
        this.link(link).label = label;
      },
      overhear: (from, message, link, direction, label) => {
        const { told, truth } = this.link(link).legs[direction]!.messages[0] ?? this.lost('a message on link', link);
        const heard = from.message(message);
        Object.assign(heard, { told });
        Object.assign(heard.truth, truth, { label });
      },
      relay: (_from, link, direction, act, node, label, hash) => {
        const books = this.link(link);
        books.beyond ??= bothWays();
        const leg = books.legs[direction]!;
        const held = leg.messages.shift() ?? this.lost('a message on link', link);
        leg.next++;
        if (label !== 0) held.truth.label = label;
        if (relays[act] === 'drop') {
          this.drop(held, 'attacker');
          return;
        }
        if (relays[act] === 'alter') {
          held.hash = hash;
          held.truth.flags |= flagForged | flagAltered;
          this.aboutMessage(tampered, held, { ...held.told!, sender: node }, 0, 1, 0);
        }
        books.beyond[direction]!.messages.push(held);
      },
      again: (from, message, recorded, label) => {
        const { told, truth } = from.messages.get(recorded) ?? this.lost('a recording', recorded);
        const held = from.message(message);
        held.told = told;
        Object.assign(held.truth, truth, { label, flags: truth.flags | flagReplayed });
      },
      slip: (from, message, link, direction, hash) => {
        const held = from.messages.get(message) ?? this.lost('a message', message);
        from.messages.delete(message);
        held.hash = hash;
        const books = this.link(link);
        books.beyond ??= bothWays();
        books.beyond[direction]!.messages.push(held);
      },
      rewrite: (from, message, label, flags) => {
        const { truth } = from.messages.get(message) ?? this.lost('a message', message);
        truth.label = label;
        truth.flags |= flags;
      },
      readRecord: (_from, reader, node, key, label) => {
        const record = this.records.get(`${node} ${key}`);
        if (record === undefined) return;
        const row = this.aboutRecord(disclosed, record, reader, node);
        const { page } = this.recorder;
        page.label[row] = label;
        page.value[row] = 1;
      },
      attempt: (_from, attack) => {
        const id = this.attacks[attack] ?? this.lost('an attack', attack);
        this.ownLabels.begin(id, this.nowNs);
      },
      step: (_from, attempt, name) => this.ownLabels.step(this.attempt(attempt), name, this.nowNs),
      acts: (_from, attempt, count) => {
        this.attempt(attempt).acts = count;
      },
      attemptEnds: (_from, attempt) => this.ownLabels.end(this.attempt(attempt), this.nowNs),
    };
  }

  private attempt(index: number): Attempt {
    return this.ownLabels.attempts[index] ?? this.lost('an attempt', index);
  }

  private link(id: number): LinkBooks {
    const known = this.links.get(id);
    if (known !== undefined) return known;
    const made = new LinkBooks();
    this.links.set(id, made);
    return made;
  }

  /** An end has closed. When both have, what was still on its way is lost. */
  private close(id: number, end: number): void {
    const books = this.links.get(id);
    if (books === undefined || !books.close(end)) return;
    for (const held of books.underWay()) this.drop(held, 'no-channel');
    this.links.delete(id);
  }

  private drop(held: Followed, why: Drop): void {
    held.inside = false;
    this.aboutMessage(dropped, held, held.told!, dropNumber[why], 0, 0);
  }

  /** A datum is born: its identity is its node and that node's count of data. */
  private born(truth: Lineage, node: number, bornNs: number): void {
    const counter = (this.counters.get(node) ?? 0) + 1;
    this.counters.set(node, counter);
    truth.origin = node;
    truth.counter = counter;
    truth.born = bornNs;
    truth.present = true;
  }

  private row(kind: number, place: number, node: number, peer: number): number {
    return this.recorder.add(this.nowNs, kind, place, node, peer);
  }

  private aboutRecord(kind: number, { truth, subject, dataClass }: Laid, node: number, peer: number): number {
    const row = this.row(kind, placeNumber['store']!, node, peer);
    this.truth(row, truth);
    const { page } = this.recorder;
    page.subject[row] = subject;
    page.dataClass[row] = dataClass;
    page.outcome[row] = 1;
    return row;
  }

  private aboutMessage(
    kind: number,
    held: Followed,
    told: NonNullable<Followed['told']>,
    detail: number,
    outcome: number,
    value: number,
  ): void {
    const row = this.row(kind, told.point, told.sender, told.receiver);
    this.truth(row, held.truth);
    const { page } = this.recorder;
    page.subject[row] = told.subject;
    page.message[row] = told.message;
    page.dataClass[row] = told.dataClass;
    page.detail[row] = detail;
    page.outcome[row] = outcome;
    page.value[row] = value;
    page.sizeBytes[row] = told.sizeBytes;
    if (told.clear === 1) page.flags[row] = page.flags[row]! | flagClear;
  }

  private truth(row: number, from: Lineage): void {
    const { page } = this.recorder;
    page.counter[row] = from.counter;
    page.origin[row] = from.origin;
    page.label[row] = from.label;
    page.flags[row] = from.flags;
    page.born[row] = from.born;
  }

  private lost(what: string, number: number): never {
    throw new TruthFault(`${this.speaking} told of ${what} that nobody knows: ${number}, at ${this.nowNs} ns`);
  }
}
