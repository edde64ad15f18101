import type { IdentityPort } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { IdentityKind, IdentityRecord } from '../framework/identity-object.ts';
import type { Draft } from '../framework/message.ts';

/** For how long somebody held what an identifier names, and as the counterpart of what. */
export interface Tenure {
  readonly fromNs: number;
  readonly holder: string;
  readonly counterpart: string;
}

/** All that a registry's book says of one identifier: its tenures in order of time, each a version of the record. */
export interface BookEntry {
  readonly identifier: string;
  readonly kind: IdentityKind;
  /** The thing, as a subject of messages. */
  readonly subject: number;
  readonly tenures: readonly Tenure[];
}

/** What is on record at a moment; undefined before the first tenure. */
export function recordAt({ identifier, kind, tenures }: BookEntry, nowNs: number): IdentityRecord | undefined {
  let version = 0;
  while (version < tenures.length && tenures[version]!.fromNs <= nowNs) version++;
  const tenure = tenures[version - 1];
  return tenure && { identifier, kind, counterpart: tenure.counterpart, holder: tenure.holder, version };
}

/** What a registry needs of an authority's io. */
export interface RegistryIo {
  readonly now: number;
  readonly identity: Pick<IdentityPort, 'endorse'>;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'replicate'>) => number;
  wake(timer: number, delayNs: number, argument?: number): void;
}

/** What an authority keeps a registry of, and who holds copies. */
export interface RegistryTerms {
  /** The book outlives restarts, as what is written does: nothing of it is state. */
  readonly book: readonly BookEntry[];
  readonly replicas: readonly Address<'identity-storage'>[];
  /** Time between two endorsements of a record that does not change, and how long each is valid, ns. */
  readonly endorseNs: number;
  readonly lifeNs: number;
}

const timerEndorse = 131;
const timerChanged = 132;

/**
 * Begins to vouch for what the book says: for all of it at once, then for each record again and again, and for each change as it
 * comes. A fresh endorsement goes to every replica; one that is lost is made good by the next.
 *
 *   book ─▶ endorse ─RP-D replicate─▶ replicas ─RP-D resolved─▶ whoever relies on them
 */
export function beginRegistry(io: RegistryIo, { book, endorseNs }: RegistryTerms): void {
  book.forEach(({ tenures }, entry) => {
    io.wake(timerChanged, 0, entry);
    for (const { fromNs } of tenures) if (fromNs > io.now) io.wake(timerChanged, fromNs - io.now, entry);
    io.wake(timerEndorse, Math.ceil((endorseNs * (entry + 1)) / book.length), entry);
  });
}

/** Runs the timers of a registry; false for a timer that is not its own. */
export function registryWoke(
  wake: { readonly timer: number; readonly argument: number },
  io: RegistryIo,
  terms: RegistryTerms,
): boolean {
  if (wake.timer !== timerEndorse && wake.timer !== timerChanged) return false;
  vouch(terms.book[wake.argument]!, io, terms);
  if (wake.timer === timerEndorse) io.wake(timerEndorse, terms.endorseNs, wake.argument);
  return true;
}

function vouch(entry: BookEntry, io: RegistryIo, { replicas, lifeNs }: RegistryTerms): void {
  const record = recordAt(entry, io.now);
  const object = record === undefined ? null : io.identity.endorse(record, lifeNs);
  if (object === null) return;
  for (const replica of replicas) {
    const draft = { kind: 'replicate', subject: entry.subject, dataClass: 'operational', body: { object } } as const;
    io.send('RP-D', replica, draft);
  }
}
