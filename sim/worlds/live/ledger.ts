import { placeNumber } from '../../framework/figure.ts';
import type { AttackId } from '../../framework/attack.ts';
import { factNumber, flagClear, flagForged, flagHostile } from '../../framework/fact.ts';
import type { Drop } from '../../framework/fact.ts';
import type { Cells } from '../shared/cells.ts';
import { Labels } from '../shared/labels.ts';
import type { Lineage } from '../shared/lineage.ts';
import { dropNumber } from '../shared/numbers.ts';
import type { Recorder } from '../shared/recorder.ts';
import { LinkBooks } from './judge-tables.ts';
import type { Followed, ProcessBooks, Told } from './judge-tables.ts';
import type { TruthOp, TruthValues } from './truth-ops.ts';

/** Where the data of strangers are born: no node of a run has that number. */
const nobody = 0x7fffffff;
/** How long a link is remembered that is over or that nobody opens, for who sits on its wire or is late, ns (assumption). */
const rememberedNs = 60e9;

/** What processes told does not fit together: the run is void. */
export class TruthFault extends Error {
  override readonly name = 'TruthFault';
}

/** A record on a medium, as the judge follows it. */
export interface Laid {
  readonly truth: Lineage;
  readonly subject: number;
  readonly dataClass: number;
}

/** What the judge does at each word of some operations: `from` are the books of the process that says it. */
export type Listening<Op extends TruthOp> = {
  readonly [One in Op]: (from: ProcessBooks, ...values: TruthValues<One>) => void;
};

/** What the judge of a live run keeps, and how facts are made of it. */
export class Ledger {
  readonly processes = new Map<string, ProcessBooks>();
  readonly links = new Map<number, LinkBooks>();
  readonly records = new Map<string, Laid>();
  readonly labels = new Labels();
  readonly cells: Cells;
  readonly recorder: Recorder;
  /** Attacks of the run, in the order of their numbers. */
  readonly attacks: readonly AttackId[];
  /** Who speaks, and of which moment. */
  nowNs = 0;
  speaking = '';
  /** Links that are over, and since when: the oldest first. */
  private readonly over: (readonly [number, number])[] = [];
  /** Attack steps behind links and knocks of which nothing else is told yet, and since when: the oldest first. */
  private readonly blamed = new Map<number, { readonly label: number; readonly sinceNs: number }>();
  private readonly counters = new Map<number, number>();

  constructor(cells: Cells, recorder: Recorder, attacks: readonly AttackId[]) {
    this.cells = cells;
    this.recorder = recorder;
    this.attacks = attacks;
  }

  /** The books of a link, opened when it is first told of. */
  link(id: number): LinkBooks {
    const known = this.links.get(id);
    if (known !== undefined) return known;
    const made = new LinkBooks();
    made.label = this.labelOf(id);
    this.blamed.delete(id);
    this.links.set(id, made);
    return made;
  }

  /** An attack step is behind what becomes of a link. Most links of a flood never come to more: no books are opened for them. */
  blame(id: number, label: number): void {
    const known = this.links.get(id);
    if (known === undefined) {
      this.blamed.delete(id);
      this.blamed.set(id, { label, sinceNs: this.nowNs });
    } else {
      known.label = label;
    }
    this.letGo();
  }

  /** The attack step behind a link or a knock, 0 for none. */
  labelOf(id: number): number {
    return (this.links.get(id) ?? this.blamed.get(id))?.label ?? 0;
  }

  /** An end has closed, and why what comes there is lost. When both have, what was still on its way is. */
  close(id: number, end: number, why: Drop): void {
    const books = this.links.get(id);
    if (books === undefined || books.isOver) return;
    const isOver = books.close(end, why);
    if (isOver) this.end(books);
    // The other end of a stranger's link closes as well, but nobody tells so.
    if (isOver || books.isUnopened) this.over.push([id, this.nowNs]);
    this.letGo();
  }

  /** Links, and attack steps behind them, that the judge keeps. */
  get remembered(): number {
    return this.links.size + this.blamed.size;
  }

  private end(books: LinkBooks): void {
    for (const [held, why] of books.underWay()) {
      if (held.truth.label === 0) held.truth.label = books.label;
      this.drop(held, why);
    }
    books.isOver = true;
  }

  /** Forgets links that have been over for long enough, and those that nobody has opened. */
  private letGo(): void {
    const beforeNs = this.nowNs - rememberedNs;
    while (this.over.length > 0 && this.over[0]![1] < beforeNs) {
      const [id] = this.over.shift()!;
      const books = this.links.get(id);
      // Somebody of the run may have told meanwhile that it opened it.
      if (books === undefined || !(books.isOver || books.isUnopened)) continue;
      if (!books.isOver) this.end(books);
      this.links.delete(id);
    }
    for (const [id, { sinceNs }] of this.blamed) {
      if (sinceNs >= beforeNs) break;
      this.blamed.delete(id);
    }
  }

  /** A stranger's message is told when it is read: sent by whom it claims to be, and forged. */
  announce(held: Followed, told: Told): void {
    if (held.told !== null) return;
    this.born(held.truth, nobody, this.nowNs);
    held.truth.flags = flagForged | flagHostile;
    held.told = { ...told, sender: told.receiver, receiver: told.sender };
    this.aboutMessage(factNumber.sent, held, held.told, 0, 0, 0);
  }

  /** A message is lost on its way. */
  drop(held: Followed, why: Drop): void {
    held.inside = false;
    this.aboutMessage(factNumber.dropped, held, held.told!, dropNumber[why], 0, 0);
  }

  /** A datum is born: its identity is its node and that node's count of data. */
  born(truth: Lineage, node: number, bornNs: number): void {
    const counter = (this.counters.get(node) ?? 0) + 1;
    this.counters.set(node, counter);
    truth.origin = node;
    truth.counter = counter;
    truth.born = bornNs;
    truth.present = true;
  }

  /** A new fact of the present moment. */
  row(kind: number, place: number, node: number, peer: number): number {
    return this.recorder.add(this.nowNs, kind, place, node, peer);
  }

  /** A fact about a record. */
  aboutRecord(kind: number, { truth, subject, dataClass }: Laid, node: number, peer: number): number {
    const row = this.row(kind, placeNumber['store'], node, peer);
    this.truth(row, truth);
    const { page } = this.recorder;
    page.subject[row] = subject;
    page.dataClass[row] = dataClass;
    page.outcome[row] = 1;
    return row;
  }

  /** A fact about a message, as it was told. */
  aboutMessage(kind: number, held: Followed, told: Told, detail: number, outcome: number, value: number): void {
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

  /** Writes where a datum came from beside a fact. */
  truth(row: number, from: Lineage): void {
    const { page } = this.recorder;
    page.counter[row] = from.counter;
    page.origin[row] = from.origin;
    page.label[row] = from.label;
    page.flags[row] = from.flags;
    page.born[row] = from.born;
  }

  /** Something is told of what nobody knows. */
  lost(what: string, number: number): never {
    throw new TruthFault(`${this.speaking} told of ${what} that nobody knows: ${number}, at ${this.nowNs} ns`);
  }
}
