import type { StorePort } from '../../framework/component.ts';
import type { StoredBody, StoredDatum } from '../../framework/stored.ts';
import type { Deeds } from './deeds.ts';
import { unknown } from '../shared/deed-view.ts';
import { stored } from './stores.ts';
import type { Meddler } from './io.ts';
import type { Stored, Stores } from './stores.ts';
import type { Timers } from '../shared/timers.ts';
import type { Turn } from './turn.ts';

/** Time that a medium takes to make a write durable, and to find records (assumption: an SSD with a sync per write). */
const writeNs = 1_000_000;
const readNs = 200_000;

/** The medium of the node whose turn it is. */
export class StoreView implements StorePort {
  readonly #stores: Stores;
  readonly #timers: Timers;
  readonly #deeds: Deeds;
  readonly #turn: Turn;
  readonly #meddler: () => Meddler | null;

  constructor(stores: Stores, timers: Timers, deeds: Deeds, turn: Turn, meddler: () => Meddler | null) {
    this.#stores = stores;
    this.#timers = timers;
    this.#deeds = deeds;
    this.#turn = turn;
    this.#meddler = meddler;
  }

  put(key: string, datum: StoredDatum): number {
    const node = this.#turn.node;
    const { deed } = this.#deeds;
    this.#deeds.take('store', 'archive', unknown);
    // What is stored is no message's body, whatever is in hand.
    Object.assign(deed, datum);
    deed.kind = null;
    deed.key = key;
    deed.sealed = null;
    deed.marks = [];
    if (!this.#deeds.run('store')) return this.#timers.ticket(node, 'stored', writeNs, 0);
    this.#deeds.charge('store', 1, datum.sizeBytes);
    const medium = this.#stores.medium(node);
    this.#deeds.tellStored(medium.get(key));
    medium.set(key, stored(deed, this.#turn.hand));
    return this.#timers.ticket(node, 'stored', writeNs, 1);
  }

  get(key: string): number {
    const found = this.#stores.medium(this.#turn.node).get(key);
    return this.#load(found === undefined ? [] : [[key, found]]);
  }

  erase(key: string): number {
    const medium = this.#stores.medium(this.#turn.node);
    const record = medium.get(key);
    if (record !== undefined) {
      this.#deeds.charge('store', 1);
      this.#take('erase', key, record);
      // Controls keep books of it; what is to be gone goes, whatever they say.
      this.#deeds.run('store');
      const label = this.#meddler()?.withholding(this.#turn.node) ?? 0;
      if (label === 0) medium.delete(key);
      this.#deeds.tellRecord(label === 0 ? 'erased' : 'retained', record, label);
    }
    return this.#timers.ticket(this.#turn.node, 'stored', writeNs, 1);
  }

  scan(prefix: string, limit: number): number {
    return this.#load(this.#stores.medium(this.#turn.node).scan(prefix, limit));
  }

  /** Takes up a record of the medium for a deed. */
  #take(what: 'load' | 'erase', key: string, { subject, dataClass, sizeBytes, body, sealed, marks }: Stored): void {
    this.#deeds.take(what, 'archive', unknown);
    Object.assign(this.#deeds.deed, {
      kind: null,
      key,
      subject,
      dataClass,
      sizeBytes,
      body,
      sealed,
      marks: [...marks],
    });
  }

  #load(records: readonly (readonly [string, Stored])[]): number {
    const { deed } = this.#deeds;
    const found: StoredDatum[] = [];
    const sources: Stored[] = [];
    for (const [key, record] of records) {
      const { subject, dataClass, sizeBytes } = record;
      this.#deeds.charge('store', 1, sizeBytes);
      this.#take('load', key, record);
      if (!this.#deeds.run('store') || deed.body === null) continue;
      found.push({ subject, dataClass, sizeBytes, body: deed.body as StoredBody });
      sources.push(record);
      this.#deeds.tellRecord('loaded', record);
      this.#meddler()?.found(this.#turn.node, record);
    }
    return this.#timers.load(this.#turn.node, readNs, found, sources);
  }
}
