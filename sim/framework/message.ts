import type { Credential, CredentialRequest, Sealed, StatusList, Token } from './crypto.ts';
import type { DataClass, Purpose, Quantity } from './datum.ts';
import type { Point } from './figure.ts';

/** One reading or state of a thing. `value` in the quantity's unit, `at` in ns of the thing's own clock. */
export interface Report {
  readonly quantity: Quantity;
  readonly value: number;
  readonly at: number;
}

/** What a person wants a thing to do. */
export interface Command {
  readonly quantity: Quantity;
  readonly value: number;
  /** Subject of the person who asks. */
  readonly person: number;
}

/** Features of a room over a window of time, from which occupancy is estimated. Empty features are null. */
export interface RoomWindow {
  readonly room: number;
  /** Index of the window since the start of the run. */
  readonly window: number;
  readonly temperature: number | null;
  readonly humidity: number | null;
  readonly light: number | null;
  readonly co2: number | null;
  /** Share of motion reports that saw motion: personal data, which the estimate does not need. */
  readonly motion: number | null;
}

/** A provider's estimate for one window of a room: 1 occupied, 0 empty. */
export interface Occupancy {
  readonly room: number;
  readonly window: number;
  readonly occupied: 0 | 1;
}

/** States of contract negotiation (Eclipse Dataspace Protocol, repository state Dec 2025). */
export type ContractState = 'requested' | 'offered' | 'accepted' | 'agreed' | 'verified' | 'finalised' | 'terminated';

/** What two parties agree about data that leaves the platform. */
export interface Contract {
  readonly state: ContractState;
  readonly contract: number;
  readonly purpose: Purpose;
  readonly priceMicros: number;
  readonly expiresNs: number;
}

/** The content of every kind of message. Bodies are flat, immutable values: numbers, strings, arrays of numbers, terms. */
export interface Bodies {
  /** A thing tells a reading or its state. */
  report: Report;
  /** A person's wish on its way to a thing. */
  command: Command;
  /** What became of a request: 1 done, 0 not done. */
  answer: { readonly done: 0 | 1 };
  /** A person enters the virtual room through an avatar; `ticketed` avatars hold a booking. */
  enter: { readonly person: number };
  /** A token for what the avatar may do, or null where tokens are not in use. */
  entered: { readonly token: Token | null };
  /** The avatar is shown what the twin knows. */
  view: { readonly room: number; readonly person: number };
  scene: { readonly room: number; readonly values: readonly number[]; readonly occupied: number };
  /** A record for the archive. `key` is unique at the storage. */
  keep: { readonly key: string; readonly record: RoomWindow };
  /** Asks for archived records of a room from window `first` on. */
  query: { readonly room: number; readonly first: number; readonly person: number };
  records: { readonly room: number; readonly records: readonly RoomWindow[] };
  /** Secure DPM hands a window to the connector; the connector hands it to a provider. */
  job: RoomWindow;
  /** The estimate that came back. */
  result: Occupancy;
  /** Contract negotiation between connector and provider. */
  contract: Contract;
  /** A device or node asks the authority for a credential; the old one, if any, proves who asks. */
  enrol: { readonly identifier: string; readonly request: CredentialRequest | null };
  enrolled: { readonly credential: Credential | null };
  /** Asks for the authority's current status list. */
  status: { readonly since: number };
  statusList: { readonly list: StatusList | null };
  /** An entry of the audit log. */
  entry: { readonly event: string; readonly about: number };
}
export type Kind = keyof Bodies;

/** Class of a window's content: what tells of motion tells of people. */
export const classOfWindow = (record: RoomWindow): DataClass => (record.motion === null ? 'operational' : 'personal');

/** Class of what a message really says, which may be less than its sender declared once fields were removed. */
export function classOfContent(kind: Kind, declared: DataClass, body: Bodies[Kind] | null): DataClass {
  if (body === null) return declared;
  if (kind === 'job') return classOfWindow(body as Bodies['job']);
  if (kind === 'keep') return classOfWindow((body as Bodies['keep']).record);
  if (kind === 'records') {
    const { records } = body as Bodies['records'];
    return records.some((record) => record.motion !== null) ? 'personal' : 'operational';
  }
  return declared;
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
] as const satisfies readonly Kind[];

/** Plain size of a body on the wire in bytes: CBOR of the fields above, rounded (assumption; checked against an encoder). */
export const bodyBytes: Readonly<Record<Kind, number>> = {
  report: 24,
  command: 20,
  answer: 8,
  enter: 12,
  entered: 16,
  view: 16,
  scene: 120,
  keep: 72,
  query: 24,
  records: 640,
  job: 56,
  result: 16,
  contract: 48,
  enrol: 320,
  enrolled: 700,
  status: 12,
  statusList: 400,
  entry: 48,
};

/** Header of every message in bytes: addresses, kind, subject, counters (CoAP-like, assumption). */
export const headerBytes = 24;

/** What a sender says; the world adds who, where and when. */
export interface Draft<K extends Kind = Kind> {
  readonly kind: K;
  /** Whom the datum is about: a thing's or person's node, or a subject without a node. */
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly body: Bodies[K];
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
