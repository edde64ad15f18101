import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { StorePort } from '../../framework/component.ts';
import type { Content, Sealed } from '../../framework/crypto.ts';
import { factNumber } from '../../framework/fact.ts';
import { classOfWindow } from '../../framework/message.ts';
import type { RoomWindow } from '../../framework/message.ts';
import { unknown } from '../virtual/deeds.ts';
import type { LiveDeeds } from './live-deeds.ts';
import { classNumber } from './live-house.ts';
import type { LiveHouse } from './live-house.ts';
import type { LiveTurn } from './live-turn.ts';
import type { Medium } from './medium.ts';

/** What hears that a ticket is due. */
export interface Ticketed {
  stored(node: number, ticket: number, done: 0 | 1): void;
  loaded(node: number, ticket: number, records: readonly RoomWindow[]): void;
}

/** A record as it lies on a medium. */
interface Laid {
  readonly body: RoomWindow | null;
  readonly sealed: Sealed | null;
  readonly subject: number;
  readonly dataClass: 'operational' | 'personal';
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

  put(key: string, record: RoomWindow): number {
    const { node } = this.turn;
    const { deed } = this.deeds;
    this.deeds.take('store', 'archive', unknown);
    deed.body = record;
    deed.sealed = null;
    deed.subject = record.room;
    deed.marks = [];
    const { ticket, due } = this.ticket();
    if (!this.deeds.run('store')) {
      due(Promise.resolve(), () => this.ticketed.stored(node, ticket, 0));
      return ticket;
    }
    const dataClass = classOfWindow(record);
    const bytes = layBytes(this.house.suite, {
      body: deed.body as RoomWindow | null,
      sealed: deed.sealed,
      subject: record.room,
      dataClass: dataClass === 'personal' ? 'personal' : 'operational',
      marks: deed.marks,
    });
    this.house.truth.tell('lay', node, key, record.room, classNumber[dataClass]);
    this.deeds.tell('stored', 'store', -1, 0, 1);
    due(this.mediumOf(node).put(key, bytes), () => this.ticketed.stored(node, ticket, 1));
    return ticket;
  }

  get(key: string): number {
    return this.load(async (medium) => {
      const bytes = await medium.get(key);
      return bytes === undefined ? [] : [[key, bytes]];
    });
  }

  erase(key: string): number {
    const { node } = this.turn;
    const { ticket, due } = this.ticket();
    due(this.mediumOf(node).erase(key), () => {
      this.house.truth.tell('recordFact', factNumber.erased, node, key);
      this.ticketed.stored(node, ticket, 1);
    });
    return ticket;
  }

  scan(prefix: string, limit: number): number {
    return this.load((medium) => medium.scan(prefix, limit));
  }

  private load(find: (medium: Medium) => Promise<readonly (readonly [string, Uint8Array])[]>): number {
    const { node } = this.turn;
    const { ticket, due } = this.ticket();
    due(find(this.mediumOf(node)), (found) => this.ticketed.loaded(node, ticket, this.opened(node, ticket, found)));
    return ticket;
  }

  /** What the found records say, as far as the controls at the store let it be read. */
  private opened(
    node: number,
    ticket: number,
    found: readonly (readonly [string, Uint8Array])[],
  ): readonly RoomWindow[] {
    const { truth, suite } = this.house;
    const { deed } = this.deeds;
    const records: RoomWindow[] = [];
    this.turn.moveTo(node, null);
    for (const [key, bytes] of found) {
      const laid = laidIn(suite, bytes);
      if (laid === undefined) continue;
      this.deeds.take('load', 'archive', unknown);
      Object.assign(deed, laid, { marks: [...laid.marks] });
      truth.tell('holdRecord', ticket, node, key);
      if (!this.deeds.run('store') || deed.body === null) continue;
      records.push(deed.body as RoomWindow);
      truth.tell('recordFact', factNumber.loaded, node, key);
    }
    return records;
  }

  /** A ticket holds what is in hand; what it waits for comes back into the process in its turn. */
  private ticket(): {
    readonly ticket: number;
    readonly due: <Value>(work: Promise<Value>, then: (value: Value) => void) => void;
  } {
    const { house } = this;
    const ticket = ++this.tickets;
    const { node } = this.turn;
    const life = house.nodes.life(node);
    house.truth.tell('hold', ticket);
    const due = <Value>(work: Promise<Value>, then: (value: Value) => void): void => {
      work.then(
        (value) =>
          house.pace.enter(() => {
            if (house.nodes.life(node) === life && !house.nodes.isDown(node)) then(value);
          }),
        (error: unknown) =>
          house.pace.enter(() => {
            // A medium that failed has not stored it, whatever the reason; the component is told so.
            this.failed(error);
            if (house.nodes.life(node) === life && !house.nodes.isDown(node)) this.ticketed.stored(node, ticket, 0);
          }),
      );
    };
    return { ticket, due };
  }

  /** Called with what a medium could not do. */
  failed: (error: unknown) => void = () => {};
}

const layBytes = (suite: ByteSuite, laid: Laid): Uint8Array =>
  suite.encode([
    laid.body as unknown as Content,
    laid.sealed,
    laid.subject,
    laid.dataClass,
    laid.marks.map((mark) => (mark ?? null) as Content),
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
  if (!Array.isArray(content) || content.length !== 5) return undefined;
  const [body, sealed, subject, dataClass, marks] = content as unknown[];
  const right =
    typeof subject === 'number' &&
    (dataClass === 'operational' || dataClass === 'personal') &&
    Array.isArray(marks) &&
    (body === null) === (suite.termOf(sealed) === 'sealed');
  return right ? ({ body, sealed, subject, dataClass, marks } as Laid) : undefined;
}
