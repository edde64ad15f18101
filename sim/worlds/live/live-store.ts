import { placeNumber } from '../../framework/figure.ts';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { StorePort } from '../../framework/component.ts';
import type { Content, Sealed } from '../../framework/crypto.ts';
import { factNumber } from '../../framework/fact.ts';
import { dataClasses } from '../../framework/datum.ts';
import type { DataClass } from '../../framework/datum.ts';
import type { Bodies, Kind } from '../../framework/message.ts';
import type { StoredBody, StoredDatum } from '../../framework/stored.ts';
import { unknown } from '../shared/deed-view.ts';
import type { LiveDeeds } from './live-deeds.ts';
import { classNumber } from './kind-numbers.ts';
import type { LiveHouse } from './live-house.ts';
import type { LiveTurn } from './live-turn.ts';
import { MediumFault } from './stores/medium.ts';
import type { Medium } from './stores/medium.ts';

/** What hears that a ticket is due. */
export interface Ticketed {
  stored(node: number, ticket: number, done: 0 | 1): void;
  loaded(node: number, ticket: number, records: readonly StoredDatum[]): void;
}

/** What a node waits for, and the life of the node in which it asked. */
interface Ticket {
  readonly number: number;
  readonly node: number;
  readonly life: number;
}

/** A record as it lies on a medium. */
interface Laid {
  readonly body: Bodies[Kind] | StoredBody | null;
  readonly sealed: Sealed | null;
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly sizeBytes: number;
  readonly marks: readonly unknown[];
}

/** The medium of the node whose turn it is: what a ticket was taken for comes back once the medium has done it. */
export class LiveStore implements StorePort {
  private readonly house: LiveHouse;
  private readonly turn: LiveTurn;
  private readonly deeds: LiveDeeds;
  private readonly mediumOf: (node: number) => Medium;
  private tickets = 0;
  ticketed!: Ticketed;

  constructor(house: LiveHouse, turn: LiveTurn, deeds: LiveDeeds, mediumOf: (node: number) => Medium) {
    this.house = house;
    this.turn = turn;
    this.deeds = deeds;
    this.mediumOf = mediumOf;
  }

  put(key: string, datum: StoredDatum): number {
    const { node } = this.turn;
    const { deed } = this.deeds;
    this.deeds.take('store', 'archive', unknown);
    // What is stored is no message's body, whatever is in hand.
    Object.assign(deed, datum);
    deed.kind = null;
    deed.key = key;
    deed.sealed = null;
    deed.marks = [];
    const ticket = this.ticket();
    const { number } = ticket;
    if (!this.deeds.run('store')) {
      this.due(
        ticket,
        () => Promise.resolve(),
        () => this.answer(ticket, () => this.ticketed.stored(node, number, 0)),
      );
      return number;
    }
    const bytes = layBytes(this.house.suite, deed);
    const { subject } = datum;
    const dataClass = classNumber[datum.dataClass];
    const { truth } = this.house;
    // Told before it can lie there, and kept where it fails: of a failed write nobody may say whether it is there.
    truth.tell('lay', node, key, subject, dataClass);
    this.due(
      ticket,
      (medium) => medium.put(key, bytes),
      () => {
        truth.tell('takeTicket', number);
        truth.tell('deedFact', factNumber.stored, placeNumber['store'], node, -1, subject, dataClass, 0, 1, 0, NaN);
        truth.tell('hold', number);
        this.answer(ticket, () => this.ticketed.stored(node, number, 1));
      },
    );
    return number;
  }

  get(key: string): number {
    return this.load(async (medium) => {
      const bytes = await medium.get(key);
      return bytes === undefined ? [] : [[key, bytes]];
    });
  }

  erase(key: string): number {
    const { node } = this.turn;
    this.deeds.take('erase', 'archive', unknown);
    this.deeds.deed.key = key;
    // Controls keep books of it; what is to be gone goes, whatever they say.
    this.deeds.run('store');
    const ticket = this.ticket();
    this.due(
      ticket,
      (medium) => medium.erase(key),
      () => {
        this.house.truth.tell('recordFact', factNumber.erased, node, key);
        this.answer(ticket, () => this.ticketed.stored(node, ticket.number, 1));
      },
    );
    return ticket.number;
  }

  scan(prefix: string, limit: number): number {
    return this.load((medium) => medium.scan(prefix, limit));
  }

  private load(find: (medium: Medium) => Promise<readonly (readonly [string, Uint8Array])[]>): number {
    const ticket = this.ticket();
    const { node, number } = ticket;
    this.due(ticket, find, (found) =>
      this.answer(ticket, () => this.ticketed.loaded(node, number, this.opened(node, number, found))),
    );
    return number;
  }

  /** What the found records say, as far as the controls at the store let it be read. */
  private opened(
    node: number,
    ticket: number,
    found: readonly (readonly [string, Uint8Array])[],
  ): readonly StoredDatum[] {
    const { truth, suite } = this.house;
    const { deed } = this.deeds;
    const records: StoredDatum[] = [];
    this.turn.moveTo(node, null);
    for (const [key, bytes] of found) {
      const laid = laidIn(suite, bytes);
      if (laid === undefined) continue;
      this.deeds.take('load', 'archive', unknown);
      Object.assign(deed, laid, { kind: null, key, marks: [...laid.marks] });
      truth.tell('holdRecord', ticket, node, key);
      if (!this.deeds.run('store') || deed.body === null) continue;
      const { subject, dataClass, sizeBytes } = laid;
      records.push({ subject, dataClass, sizeBytes, body: deed.body as StoredBody });
      truth.tell('recordFact', factNumber.loaded, node, key);
    }
    return records;
  }

  /** A ticket holds what is in hand. */
  private ticket(): Ticket {
    const { house, turn } = this;
    const number = ++this.tickets;
    house.truth.tell('hold', number);
    return { number, node: turn.node, life: house.nodes.life(turn.node) };
  }

  /** Asks the node's medium, once the judge knows; what comes of it comes back into the process in its turn. */
  private due<Value>(ticket: Ticket, ask: (medium: Medium) => Promise<Value>, then: (value: Value) => void): void {
    const { pace, outward } = this.house;
    const medium = this.mediumOf(ticket.node);
    outward.after(() => {
      void ask(medium).then(
        (value) => pace.enter(() => then(value)),
        (error: unknown) => {
          if (!(error instanceof MediumFault)) throw error;
          this.failed(error);
          // A medium that failed has not stored it, whatever the reason; the component is told so.
          pace.enter(() => this.answer(ticket, () => this.ticketed.stored(ticket.node, ticket.number, 0)));
        },
      );
    });
  }

  /** The node hears of it, where it is still the life of the node in which it was asked. */
  private answer({ node, number, life }: Ticket, hear: () => void): void {
    const { nodes, truth } = this.house;
    if (nodes.life(node) === life && !nodes.isDown(node)) hear();
    else truth.tell('takeTicket', number);
  }

  /** Called with what a medium could not do. */
  failed: (fault: MediumFault) => void = () => {};
}

const layBytes = (suite: ByteSuite, laid: Laid): Uint8Array =>
  suite.encode([
    laid.body as unknown as Content,
    laid.sealed,
    laid.subject,
    laid.dataClass,
    laid.sizeBytes,
    // Marks of controls that left nothing are holes.
    Array.from(laid.marks, (mark) => (mark ?? null) as Content),
  ]);

/** The record in some bytes; undefined where somebody wrote something else to the medium. */
export function laidIn(suite: ByteSuite, bytes: Uint8Array): Laid | undefined {
  let content: unknown;
  try {
    content = suite.decode(bytes);
  } catch {
    // Bytes on a medium are whatever was last written there: what is no record is none.
    return undefined;
  }
  if (!Array.isArray(content) || content.length !== 6) return undefined;
  const [body, sealed, subject, dataClass, sizeBytes, marks] = content as unknown[];
  const right =
    typeof subject === 'number' &&
    dataClasses.includes(dataClass as DataClass) &&
    Number.isSafeInteger(sizeBytes) &&
    (sizeBytes as number) >= 0 &&
    Array.isArray(marks) &&
    (body === null) === (suite.termOf(sealed) === 'sealed');
  return right ? ({ body, sealed, subject, dataClass, sizeBytes, marks } as Laid) : undefined;
}
