import type { ByteSuite, WireTerm } from '../../framework/byte-suite.ts';
import type { Credential, Sealed, Signature, StatusList, Token } from '../../framework/crypto.ts';
import { purposes, quantities } from '../../framework/datum.ts';
import { identityKinds } from '../../framework/identity-object.ts';
import type { IdentityObject } from '../../framework/identity-object.ts';
import type { Bodies, Kind } from '../../framework/message.ts';
import { mostInputs, tasks } from '../../framework/task.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { RoomWindow } from '../../framework/messages/archive.ts';
import { moves } from '../../framework/messages/assets.ts';
import type { LedgerEntry, Offer } from '../../framework/messages/assets.ts';
import type { ContractState } from '../../framework/messages/outside.ts';
import type { RevocationFilter } from '../../framework/revocation/filter.ts';
import type { Answer } from '../../framework/messages/things.ts';
import { ageBands, manners, ratings, tools } from '../../framework/messages/plaza.ts';
import type { Say } from '../../framework/messages/plaza.ts';
import type { Vouch } from '../../framework/messages/travel.ts';
import { fields, hex, listOf, node, nullable, number, oneOf, optional, termForm, textOf, whole } from './forms.ts';
import type { Form } from './forms.ts';
import type { TrustBundle } from '../../framework/trust-bundle.ts';

/** Longest name or key, and most elements of a list, that a body may hold (assumption: several times what components send). */
const text = textOf(256);
const mostRecords = 64;
const mostValues = 4096;
/** Most people whom one names at once. */
const mostNamed = 1024;
/** Most entries of a block of a ledger (assumption: twice what a ledger puts into one). */
const mostEntries = 128;
/** Most roots in a status list: it is shown in handshakes too, whose heads have 16 KiB, and a root takes some 900 bytes. */
export const mostRoots = 8;

/** The form of each kind of body. */
export function bodyForms(suite: ByteSuite): { readonly [K in Kind]: Form<Bodies[K]> } {
  const term = <Value>(kind: WireTerm): Form<Value> => termForm(suite, kind);
  const quantity = oneOf(quantities);
  const purpose = oneOf(purposes);
  const bit = oneOf<0 | 1>([0, 1]);
  const feature = nullable(number);
  const task = oneOf(tasks);
  const roomWindow = fields<RoomWindow>({
    room: node,
    window: whole,
    temperature: feature,
    humidity: feature,
    light: feature,
    co2: feature,
    motion: feature,
    sealed: optional(term<Sealed>('sealed')),
  });
  const token = fields<Token>({
    holder: node,
    boundTo: text,
    scopes: listOf(text, mostRecords),
    expiresNs: number,
    serial: whole,
    signature: term('signature'),
  });
  const identityObject = fields<IdentityObject>({
    identifier: text,
    kind: oneOf(identityKinds),
    counterpart: text,
    holder: text,
    version: whole,
    issuer: text,
    endorsedNs: number,
    untilNs: number,
    endorsement: term('signature'),
  });
  const state = oneOf<ContractState>([
    'requested',
    'offered',
    'accepted',
    'agreed',
    'verified',
    'finalised',
    'terminated',
  ]);
  const band = oneOf(ageBands);
  const tool = oneOf(tools);
  const said = {
    person: node,
    to: node,
    manner: oneOf(manners),
    content: node,
    rating: oneOf(ratings),
    asks: nullable(tool),
    about: node,
  } as const satisfies { readonly [Name in keyof Say]: Form<Say[Name]> };
  const named = listOf(node, mostNamed);
  const vouch = fields<Vouch>({ person: node, band, barred: named, friends: named, agreedNs: number, at: number });
  const offer = fields<Offer>({ asset: node, version: whole, priceMicros: whole, person: node });
  const wish = { priceMicros: whole, wish: whole, person: node };
  const entry = {
    move: oneOf(moves),
    asset: node,
    version: whole,
    from: node,
    to: node,
    amountMicros: whole,
  } satisfies { readonly [Name in keyof LedgerEntry]: Form<LedgerEntry[Name]> };
  return {
    report: fields({ quantity, value: number, at: number }),
    command: fields({ quantity, value: number, person: node }),
    answer: fields<Answer>({ done: bit, did: optional(whole), of: optional(whole) }),
    enter: fields<Bodies['enter']>({ person: node, secret: optional(hex) }),
    entered: fields<Bodies['entered']>({
      token: nullable(token),
      session: optional(whole),
      untilNs: optional(number),
    }),
    view: fields({ room: node, person: node }),
    scene: fields({ room: node, values: listOf(number, mostValues), occupied: number }),
    keep: fields({ key: text, record: roomWindow }),
    query: fields<Bodies['query']>({ room: node, first: whole, person: node, session: optional(whole) }),
    records: fields({ room: node, records: listOf(roomWindow, mostRecords) }),
    job: fields({ task, part: whole, values: listOf(feature, mostInputs) }),
    result: fields({ task, part: whole, value: number }),
    contract: fields({ state, contract: whole, purpose, priceMicros: number, expiresNs: number }),
    enrol: fields({ identifier: text, request: nullable(term('request')) }),
    enrolled: fields({ credential: nullable(term('credential')) }),
    status: fields({ since: number }),
    statusList: fields({ list: nullable(statusListForm(suite)) }),
    bundle: fields({ since: number }),
    trustBundle: fields({ bundle: bundleForm(suite) }),
    heads: fields({ issuer: text, heads: listOf(headForm(suite), mostRecords) }),
    entry: fields({ event: text, about: node }),
    visit: fields<Bodies['visit']>({ person: node, band, barred: named, at: number, session: optional(whole) }),
    say: fields(said),
    speech: fields({ ...said, listener: node }),
    contactConsent: fields({ person: node, minor: node, friends: named, at: number }),
    lookup: fields({ person: node, about: node }),
    profile: fields({ about: node, band, present: bit, to: node }),
    tool: fields({ tool, about: node, to: node }),
    consent: fields({ person: node, room: node, agreed: listOf(purpose, purposes.length), since: whole }),
    erase: fields({ person: node, room: node, since: whole, upTo: whole, dueNs: whole }),
    erased: fields({ room: node, since: whole, complete: bit }),
    offer,
    buy: fields(wish),
    charge: fields({ payment: whole, code: whole, ...wish }),
    confirm: fields({ payment: whole, wish: whole, code: whole, person: node }),
    order: offer,
    transfer: fields<LedgerEntry>(entry),
    settled: fields({ ...entry, depth: node }),
    statement: fields({ holder: node }),
    block: fields({ id: whole, parent: whole, height: whole, keys: listOf(whole, mostEntries) }),
    join: fields({ at: number, moved: number }),
    move: fields({ platform: node, at: number, quantity, value: number }),
    adopt: fields({ at: number, state: nullable(number) }),
    release: fields({ at: number }),
    resolve: fields({ identifier: text }),
    resolved: fields({ object: nullable(identityObject) }),
    translated: fields({ object: identityObject, mapping: identityObject }),
    replicate: fields({ object: identityObject }),
    register: fields({ identifier: text, holder: text, counterpart: text }),
    registered: fields({ done: bit }),
    pose: fields({ person: node, yaw: number, energy: number, at: number }),
    map: fields({ other: node, at: number }),
    demap: fields({ other: node, at: number }),
    observe: fields({ identifier: text }),
    inquire: fields({ platform: whole, purpose }),
    correlated: fields({ platform: whole, other: node, untilNs: number }),
    follow: fields({ other: node, quantity, value: number, at: number }),
    look: fields({ at: number }),
    overlay: fields({ known: bit, quantity, value: number, at: number }),
    login: fields({ secret: whole }),
    image: fields({ code: text, version: whole, length: whole, signature: nullable(term<Signature>('signature')) }),
    travel: fields({ platform: node, at: number, barred: named }),
    vouch,
    arrive: fields({ at: number, moved: number }),
    admit: vouch,
    depart: fields({ at: number }),
  };
}

/** The form of a log's head. */
const headForm = (suite: ByteSuite): Form<TreeHead> =>
  fields<TreeHead>({
    size: whole,
    root: termForm(suite, 'digest'),
    atNs: number,
    signature: termForm(suite, 'signature'),
  });

/** The form of a filter of a status list: bits as bytes. */
const filterForm = fields<RevocationFilter>({
  upTo: whole,
  sizeBits: whole,
  hashes: whole,
  bits: hex,
  spared: listOf(whole, mostValues),
});

/** The form of a bundle of roots. */
const bundleForm = (suite: ByteSuite): Form<TrustBundle> =>
  fields<TrustBundle>({
    issuer: text,
    sequence: whole,
    hintNs: number,
    roots: listOf(termForm<Credential>(suite, 'credential'), mostRoots),
    signature: termForm(suite, 'signature'),
  });

/** The form of a status list. */
export const statusListForm = (suite: ByteSuite): Form<StatusList> =>
  fields<StatusList>({
    issuer: text,
    version: whole,
    issuedNs: number,
    nextNs: number,
    revoked: listOf(whole, mostValues),
    filter: optional(filterForm),
    roots: listOf(termForm<Credential>(suite, 'credential'), mostRoots),
    signature: termForm(suite, 'signature'),
  });
