import fc from 'fast-check';
import type { ByteSuite } from '../../../framework/byte-suite.ts';
import { dataClasses, purposes, quantities } from '../../../framework/datum.ts';
import { moves } from '../../../framework/messages/assets.ts';
import { mostInputs, tasks } from '../../../framework/task.ts';
import { identityKinds } from '../../../framework/identity-object.ts';
import { points } from '../../../framework/figure.ts';
import { kinds } from '../../../framework/message.ts';
import type { Bodies, Kind } from '../../../framework/message.ts';
import { ageBands, manners, ratings, tools } from '../../../framework/messages/plaza.ts';
import { Envelope } from '../../shared/envelope.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const count = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const whole = fc.maxSafeInteger();
// The CBOR in marks knows no negative zero.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const bit = fc.constantFrom(0 as const, 1 as const);
const quantity = fc.constantFrom(...quantities);
const maybe = fc.option(number, { nil: null });
const roomWindow = fc.record({
  room: int32,
  window: whole,
  temperature: maybe,
  humidity: maybe,
  light: maybe,
  co2: maybe,
  motion: maybe,
});
/**
 * Any message that can come off a wire: every kind, with whatever its fields may hold, and in each of so many marks anything that
 * a mark can be, right for its control or not.
 */
export function anyMessage(suite: ByteSuite, marks: number): fc.Arbitrary<Envelope> {
  const pair = suite.keyPair();
  const signature = suite.sign(pair.privateKey, 'anything');
  const token = fc.record({
    holder: int32,
    boundTo: text,
    scopes: fc.array(text, { maxLength: 5 }),
    expiresNs: number,
    serial: whole,
    signature: fc.constant(signature),
  });
  const authority = suite.root('root', 0, 4e18);
  const statusList = fc.record({
    issuer: fc.constantFrom('root', 'another root'),
    version: whole,
    issuedNs: number,
    nextNs: number,
    revoked: fc.array(whole, { maxLength: 9 }),
    roots: fc.constantFrom([], [authority.credential], [authority.credential, authority.credential]),
    signature: fc.constant(signature),
  });
  const treeHead = fc.record({
    size: whole,
    root: fc.constant(suite.tree.empty()),
    atNs: number,
    signature: fc.constant(signature),
  });
  const request = suite.request(pair, 'node');
  const credential = suite.issue(authority, request, { serial: 1, notBeforeNs: 0, notAfterNs: 4e18, kind: 'node' });
  const identityObject = fc.record({
    identifier: text,
    kind: fc.constantFrom(...identityKinds),
    counterpart: text,
    holder: text,
    version: whole,
    issuer: fc.constantFrom('root', 'another root'),
    endorsedNs: number,
    untilNs: number,
    endorsement: fc.constant(signature),
  });
  const task = fc.constantFrom(...tasks);
  const states = ['requested', 'offered', 'accepted', 'agreed', 'verified', 'finalised', 'terminated'] as const;

  const band = fc.constantFrom(...ageBands);
  const tool = fc.constantFrom(...tools);
  const named = fc.array(int32, { maxLength: 5 });
  const vouch = fc.record({
    person: int32,
    band,
    barred: named,
    friends: named,
    agreedNs: number,
    at: number,
  });
  const said = {
    person: int32,
    to: int32,
    manner: fc.constantFrom(...manners),
    content: int32,
    rating: fc.constantFrom(...ratings),
    asks: fc.option(tool, { nil: null }),
    about: int32,
  };
  const offer = fc.record({ asset: int32, version: whole, priceMicros: whole, person: int32 });
  const entry = {
    move: fc.constantFrom(...moves),
    asset: int32,
    version: whole,
    from: int32,
    to: int32,
    amountMicros: whole,
  };

  const bodies: { readonly [K in Kind]: fc.Arbitrary<Bodies[K]> } = {
    report: fc.record({ quantity, value: number, at: number }),
    command: fc.record({ quantity, value: number, person: int32 }),
    answer: fc.record({ done: bit, did: whole, of: whole }, { requiredKeys: ['done'] }),
    observe: fc.record({ identifier: text }),
    enter: fc.record(
      { person: int32, secret: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('hex')) },
      { requiredKeys: ['person'] },
    ),
    entered: fc.record(
      { token: fc.option(token, { nil: null }), session: whole, untilNs: number },
      { requiredKeys: ['token'] },
    ),
    view: fc.record({ room: int32, person: int32 }),
    scene: fc.record({ room: int32, values: fc.array(number, { maxLength: 90 }), occupied: number }),
    keep: fc.record({ key: text, record: roomWindow }),
    query: fc.record(
      { room: int32, first: whole, person: int32, session: whole },
      { requiredKeys: ['room', 'first', 'person'] },
    ),
    records: fc.record({ room: int32, records: fc.array(roomWindow, { maxLength: 64 }) }),
    job: fc.record({ task, part: whole, values: fc.array(fc.option(number), { maxLength: mostInputs }) }),
    result: fc.record({ task, part: whole, value: number }),
    contract: fc.record({
      state: fc.constantFrom(...states),
      contract: whole,
      purpose: fc.constantFrom(...purposes),
      priceMicros: number,
      expiresNs: number,
    }),
    enrol: fc.record({ identifier: text, request: fc.constantFrom(null, request) }),
    enrolled: fc.record({ credential: fc.constantFrom(null, credential) }),
    status: fc.record({ since: number }),
    statusList: fc.record({ list: fc.option(statusList, { nil: null }) }),
    bundle: fc.record({ since: number }),
    trustBundle: fc.record({
      bundle: fc.record({
        issuer: text,
        sequence: whole,
        hintNs: number,
        roots: fc.constantFrom([], [authority.credential]),
        signature: fc.constant(signature),
      }),
    }),
    entry: fc.record({ event: text, about: int32 }),
    pose: fc.record({ person: int32, yaw: number, energy: number, at: number }),
    map: fc.record({ other: int32, at: number }),
    demap: fc.record({ other: int32, at: number }),
    inquire: fc.record({ platform: whole, purpose: fc.constantFrom(...purposes) }),
    correlated: fc.record({ platform: whole, other: int32, untilNs: number }),
    follow: fc.record({ other: int32, quantity, value: number, at: number }),
    look: fc.record({ at: number }),
    overlay: fc.record({ known: bit, quantity, value: number, at: number }),
    travel: fc.record({ platform: int32, at: number, barred: named }),
    vouch,
    arrive: fc.record({ at: number, moved: number }),
    admit: vouch,
    depart: fc.record({ at: number }),
    visit: fc.record(
      { person: int32, band, barred: named, at: number, session: whole },
      { requiredKeys: ['person', 'band', 'barred', 'at'] },
    ),
    say: fc.record(said),
    speech: fc.record({ ...said, listener: int32 }),
    contactConsent: fc.record({ person: int32, minor: int32, friends: named, at: number }),
    lookup: fc.record({ person: int32, about: int32 }),
    profile: fc.record({ about: int32, band, present: bit, to: int32 }),
    tool: fc.record({ tool, about: int32, to: int32 }),
    consent: fc.record({
      person: int32,
      room: int32,
      agreed: fc.array(fc.constantFrom(...purposes), { maxLength: purposes.length }),
      since: whole,
    }),
    erase: fc.record({ person: int32, room: int32, since: whole, upTo: whole, dueNs: whole }),
    erased: fc.record({ room: int32, since: whole, complete: bit }),
    offer,
    buy: fc.record({ priceMicros: whole, wish: whole, person: int32 }),
    charge: fc.record({ payment: whole, priceMicros: whole, wish: whole, code: whole, person: int32 }),
    confirm: fc.record({ payment: whole, wish: whole, code: whole, person: int32 }),
    order: offer,
    transfer: fc.record(entry),
    settled: fc.record({ ...entry, depth: int32 }),
    statement: fc.record({ holder: int32 }),
    block: fc.record({ id: whole, parent: whole, height: whole, keys: fc.array(whole, { maxLength: 128 }) }),
    join: fc.record({ at: number, moved: number }),
    move: fc.record({ platform: int32, at: number, quantity, value: number }),
    adopt: fc.record({ at: number, state: maybe }),
    release: fc.record({ at: number }),
    resolve: fc.record({ identifier: text }),
    resolved: fc.record({ object: fc.option(identityObject, { nil: null }) }),
    heads: fc.record({ issuer: text, heads: fc.array(treeHead, { maxLength: 3 }) }),
    translated: fc.record({ object: identityObject, mapping: identityObject }),
    replicate: fc.record({ object: identityObject }),
    register: fc.record({ identifier: text, holder: text, counterpart: text }),
    registered: fc.record({ done: bit }),
    login: fc.record({ secret: whole }),
    image: fc.record({ code: text, version: whole, length: whole, signature: fc.constantFrom(null, signature) }),
  };

  // What stands in the place of a field may be anything, or be missing.
  const odd = fc.oneof(fc.constant(null), fc.constant(signature), number, text, fc.array(text, { maxLength: 3 }));
  const likeness = (names: readonly string[]): fc.Arbitrary<unknown> =>
    fc.record(Object.fromEntries(names.map((name) => [name, odd])), { requiredKeys: [] });
  const mark: fc.Arbitrary<unknown> = fc.oneof(
    fc.constant(undefined),
    int32,
    number,
    text,
    fc.array(odd, { maxLength: 3 }),
    token,
    likeness(['holder', 'boundTo', 'scopes', 'expiresNs', 'serial', 'signature']),
    statusList,
    likeness(['issuer', 'version', 'issuedNs', 'nextNs', 'revoked', 'roots', 'signature']),
    fc.record(
      { quote: fc.oneof(odd, likeness(['measurement', 'holder', 'signature'])), atNs: odd },
      { requiredKeys: [] },
    ),
  );
  const end = fc.oneof(int32, fc.integer({ min: -2, max: 20 }));
  const head = fc.record({
    kind: fc.constantFrom(...kinds),
    point: fc.constantFrom(...points),
    dataClass: fc.constantFrom(...dataClasses),
    from: end,
    to: end,
    subject: end,
    number: count,
    re: count,
    marks: fc.array(mark, { minLength: marks, maxLength: marks }),
  });
  return head.chain((said) =>
    bodies[said.kind].map((body) => Object.assign(new Envelope(marks), { ...said, body, marks: [...said.marks] })),
  );
}
