import type { Sealed } from './crypto.ts';
import type { DataClass } from './datum.ts';
import type { Point } from './figure.ts';
import { archiveCards } from './messages/archive.ts';
import type { ArchiveBodies } from './messages/archive.ts';
import { assetCards } from './messages/assets.ts';
import type { AssetBodies } from './messages/assets.ts';
import type { Cards, KindCard } from './messages/card.ts';
import { correlationCards } from './messages/correlation.ts';
import type { CorrelationBodies } from './messages/correlation.ts';
import { identityCards } from './messages/identity.ts';
import type { IdentityBodies } from './messages/identity.ts';
import { maintenanceCards } from './messages/maintenance.ts';
import type { MaintenanceBodies } from './messages/maintenance.ts';
import { observationCards } from './messages/observation.ts';
import type { ObservationBodies } from './messages/observation.ts';
import { lifecycleCards } from './messages/lifecycle.ts';
import type { LifecycleBodies } from './messages/lifecycle.ts';
import { outsideCards } from './messages/outside.ts';
import type { OutsideBodies } from './messages/outside.ts';
import { peopleCards } from './messages/people.ts';
import type { PeopleBodies } from './messages/people.ts';
import { plazaCards } from './messages/plaza.ts';
import type { PlazaBodies } from './messages/plaza.ts';
import { roamingCards } from './messages/roaming.ts';
import type { RoamingBodies } from './messages/roaming.ts';
import { registryCards } from './messages/registry.ts';
import type { RegistryBodies } from './messages/registry.ts';
import { showCards } from './messages/show.ts';
import type { ShowBodies } from './messages/show.ts';
import { sightCards } from './messages/sight.ts';
import type { SightBodies } from './messages/sight.ts';
import { virtualCards } from './messages/virtual.ts';
import type { VirtualBodies } from './messages/virtual.ts';
import { thingsCards } from './messages/things.ts';
import type { ThingsBodies } from './messages/things.ts';
import { travelCards } from './messages/travel.ts';
import type { TravelBodies } from './messages/travel.ts';

/**
 * The content of every kind of message, each of a family in `messages/`. Bodies are flat, immutable values: numbers, strings, arrays
 * of numbers, terms.
 */
export interface Bodies
  extends
    ThingsBodies,
    PeopleBodies,
    ArchiveBodies,
    OutsideBodies,
    IdentityBodies,
    ObservationBodies,
    PlazaBodies,
    LifecycleBodies,
    AssetBodies,
    RoamingBodies,
    RegistryBodies,
    ShowBodies,
    CorrelationBodies,
    SightBodies,
    VirtualBodies,
    MaintenanceBodies,
    TravelBodies {}
export type Kind = keyof Bodies;

/** What is to be known of each kind. */
export const cards: Cards<Bodies> = {
  ...thingsCards,
  ...peopleCards,
  ...archiveCards,
  ...outsideCards,
  ...identityCards,
  ...observationCards,
  ...plazaCards,
  ...lifecycleCards,
  ...assetCards,
  ...roamingCards,
  ...registryCards,
  ...showCards,
  ...correlationCards,
  ...sightCards,
  ...virtualCards,
  ...maintenanceCards,
  ...travelCards,
};

/** The card of a kind whose body is at hand: whoever calls this knows that the body is of that kind. */
export const cardOf = (kind: Kind): KindCard<Bodies[Kind]> => cards[kind] as KindCard<Bodies[Kind]>;

/** The person in whose name something is said; undefined where a kind names none. */
export const askerOf = (kind: Kind, body: Bodies[Kind]): number | undefined => cardOf(kind).askedBy?.(body);

/** Class of what a message really says, which may be less than its sender declared once fields were removed. */
export function classOfContent(kind: Kind, declared: DataClass, body: Bodies[Kind] | null): DataClass {
  if (body === null) return declared;
  return cardOf(kind).classOf?.(body) ?? declared;
}

/** Kinds in the order of their numbers in facts; append only. */
export const kinds = [
  'report',
  'command',
  'answer',
  'enter',
  'entered',
  'view',
  'scene',
  'keep',
  'query',
  'records',
  'job',
  'result',
  'contract',
  'enrol',
  'enrolled',
  'status',
  'statusList',
  'entry',
  'visit',
  'say',
  'speech',
  'contactConsent',
  'lookup',
  'profile',
  'tool',
  'consent',
  'erase',
  'erased',
  'offer',
  'buy',
  'charge',
  'confirm',
  'order',
  'transfer',
  'settled',
  'statement',
  'block',
  'join',
  'move',
  'adopt',
  'release',
  'resolve',
  'resolved',
  'replicate',
  'pose',
  'heads',
  'translated',
  'register',
  'registered',
  'map',
  'demap',
  'inquire',
  'correlated',
  'follow',
  'look',
  'overlay',
  'observe',
  'login',
  'image',
  'travel',
  'vouch',
  'arrive',
  'admit',
  'depart',
  'bundle',
  'trustBundle',
] as const satisfies readonly Kind[];

/** Header of every message in bytes: addresses, kind, subject, counters (CoAP-like, assumption). */
const headerBytes = 24;

/** Bytes of a message as it is said, with its header, before any control adds to it; `body` is null where it is sealed. */
export function plainBytesOf(kind: Kind, body: Bodies[Kind] | null): number {
  const { bytes, beyond } = sizes.get(kind)!;
  return beyond === undefined || body === null ? bytes : bytes + beyond(body);
}

// All of one shape: cards are of many, and this is asked for every message.
const sizes: ReadonlyMap<Kind, { readonly bytes: number; readonly beyond: KindCard<Bodies[Kind]>['beyond'] }> = new Map(
  kinds.map((kind) => [kind, { bytes: headerBytes + cards[kind].bytes, beyond: cardOf(kind).beyond }]),
);

/** What a sender says; the world adds who, where and when. */
export interface Draft<K extends Kind = Kind> {
  readonly kind: K;
  /** Whom the datum is about: a thing's or person's node, or a subject without a node. */
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly body: Bodies[K];
  /** It is to be served before what is not; an answer is as urgent as what it answers. Not so by default. */
  readonly urgent?: boolean;
}

/** A message as its receiver sees it: a read-only view, valid during the call only. */
export interface MessageView<K extends Kind> {
  readonly kind: K;
  readonly point: Point;
  /** The node that the message claims to come from. */
  readonly from: number;
  /** Address at the other end of the channel that it came on: where an answer reaches whoever sent it. */
  readonly via: number;
  readonly to: number;
  /** Counter of the sender's messages. */
  readonly number: number;
  /** Number of the request that this message answers, 0 for none. */
  readonly re: number;
  readonly subject: number;
  readonly dataClass: DataClass;
  /** The content, or null where it is sealed for somebody else. */
  readonly body: Bodies[K];
  /** The sealed content, where it is sealed for somebody else; `body` must not be read then. */
  readonly sealed: Sealed | null;
}

/** Any message; `switch (message.kind)` narrows the body. */
export type Message = { [K in Kind]: MessageView<K> }[Kind];
