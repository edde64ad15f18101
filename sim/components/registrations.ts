import type { IdentityRecord } from '../framework/identity-object.ts';
import type { Draft, MessageView } from '../framework/message.ts';

/** What a thing has put on record of itself. */
export interface Registration extends IdentityRecord {
  /** The thing, as a subject of messages. */
  readonly subject: number;
}

/** What things have put on record at one node, in the order of their coming. It is lost in a restart: things say it again. */
export interface Registrations {
  readonly entries: Registration[];
  /** Place of each identifier among the entries; without a prototype, since things choose the words. */
  readonly places: Record<string, number>;
}

/** What a desk at which things register needs of a node's io. */
export interface DeskIo {
  readonly now: number;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly reply: (draft: Draft<'registered'>) => number;
  keep(cell: number): void;
}

/** Nothing is on record yet. */
export const noRegistrations = (): Registrations => ({
  entries: [],
  places: Object.create(null) as Record<string, number>,
});

/**
 * Takes what a thing says of itself, and answers: an identifier belongs to whoever came first, who alone may change what stands under
 * it; each change is a new version, numbered by its moment, so that it is later than all that was vouched for before a restart. Returns
 * the place of what is on record now, or -1 where it was refused. What stands there descends from the message, in the cell of that place.
 */
export function enter(
  { entries, places }: Registrations,
  message: MessageView<'register'>,
  io: DeskIo,
  { taken, most }: { readonly taken: ReadonlySet<string>; readonly most: number },
): number {
  const { identifier, holder, counterpart } = message.body;
  const known = places[identifier];
  const before = known === undefined ? undefined : entries[known]!;
  const free =
    before === undefined ? !taken.has(identifier) && entries.length < most : before.subject === message.subject;
  const done = free && message.subject === message.from;
  if (done) {
    const place = known ?? entries.length;
    if (before?.holder !== holder || before.counterpart !== counterpart) {
      const version = Math.max((before?.version ?? 0) + 1, io.now);
      entries[place] = { identifier, kind: 'thing', counterpart, holder, version, subject: message.subject };
      places[identifier] = place;
      io.keep(place);
    }
  }
  const body = { done: done ? 1 : 0 } as const;
  io.reply({ kind: 'registered', subject: message.subject, dataClass: 'operational', body });
  return done ? places[identifier]! : -1;
}
