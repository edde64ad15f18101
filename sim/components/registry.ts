import type { IdentityPort } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { IdentityKind, IdentityRecord } from '../framework/identity-object.ts';
import type { Draft, MessageView } from '../framework/message.ts';
import { enter } from './registrations.ts';
import type { DeskIo, Registrations } from './registrations.ts';

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
export interface RegistryIo extends DeskIo {
  readonly now: number;
  readonly identity: Pick<IdentityPort, 'endorse'>;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly send: (point: 'RP-D', to: Address<'identity-storage'>, draft: Draft<'replicate'>) => number;
  wake(timer: number, delayNs: number, argument?: number): void;
  recall(cell: number): void;
}

/** What an authority keeps a registry of, and who holds copies. */
export interface RegistryTerms {
  /** The book outlives restarts, as what is written does: nothing of it is state. */
  readonly book: readonly BookEntry[];
  readonly replicas: readonly Address<'identity-storage'>[];
  /** Time between two endorsements of a record that does not change, and how long each is valid, ns. */
  readonly endorseNs: number;
  readonly lifeNs: number;
  /** Most things that put themselves on record, beside the book; none where nothing is said. */
  readonly mostRegistrations?: number;
}

/** Identifiers of which the book says something: nobody can register under them. */
export const identifiersIn = ({ book }: RegistryTerms): ReadonlySet<string> =>
  new Set(book.map(({ identifier }) => identifier));

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

/** Runs the timers of a registry; false for a timer that is not its own. Registrations follow the book in its numbers. */
export function registryWoke(
  { timer, argument }: { readonly timer: number; readonly argument: number },
  io: RegistryIo,
  terms: RegistryTerms,
  { entries }: Registrations,
): boolean {
  if (timer !== timerEndorse && timer !== timerChanged) return false;
  const { book, endorseNs } = terms;
  const entry = book[argument];
  const place = argument - book.length;
  const registration = entries[place];
  if (entry !== undefined) vouch(recordAt(entry, io.now), entry.subject, io, terms);
  else if (registration !== undefined) {
    io.recall(place);
    vouch(registration, registration.subject, io, terms);
  }
  if (timer === timerEndorse) io.wake(timerEndorse, endorseNs, argument);
  return true;
}

/** A thing puts itself on record: it is vouched for at once, and again and again. False where it was refused: the identifier is another's, the desk is full, or somebody else speaks for the thing. */
export function registerCame(
  message: MessageView<'register'>,
  io: RegistryIo,
  terms: RegistryTerms,
  registrations: Registrations,
  taken: ReadonlySet<string>,
): boolean {
  const { entries } = registrations;
  const before = entries.length;
  const place = enter(registrations, message, io, { taken, most: terms.mostRegistrations ?? 0 });
  if (place < 0) return false;
  vouch(entries[place], message.subject, io, terms);
  if (place === before) io.wake(timerEndorse, terms.endorseNs, terms.book.length + place);
  return true;
}

function vouch(
  record: IdentityRecord | undefined,
  subject: number,
  io: RegistryIo,
  { replicas, lifeNs }: RegistryTerms,
): void {
  if (record === undefined || replicas.length === 0) return;
  const { identifier, kind, counterpart, holder, version } = record;
  const object = io.identity.endorse({ identifier, kind, counterpart, holder, version }, lifeNs);
  if (object === null) return;
  for (const replica of replicas) {
    io.send('RP-D', replica, { kind: 'replicate', subject, dataClass: 'operational', body: { object } });
  }
}
