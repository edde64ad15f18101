import type {
  Control,
  Deed,
  Duty,
  Evidence,
  Ground,
  Guard,
  Household,
  KeyRing,
  Opening,
  OperatorAct,
  Post,
  Trust,
  WireMessage,
} from '../../framework/control.ts';
import type { Credential, StatusList } from '../../framework/crypto.ts';
import { nothingAsked } from '../../framework/deed.ts';
import type { Work } from '../../framework/costs.ts';
import type { Role } from '../../framework/figure.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Bodies, Kind } from '../../framework/message.ts';
import { SessionRows } from '../../framework/session-rows.ts';
import { seconds } from '../../framework/time.ts';
import { terms } from './terms.ts';

/** The cast of every test here, by node number. */
export const cast = {
  sensor: 0,
  gateway: 1,
  building: 2,
  thingsAgent: 3,
  dpm: 4,
  twin: 5,
  door: 6,
  archive: 7,
  connector: 8,
  provider: 9,
  ann: 10,
  ben: 11,
  lamp: 12,
  registry: 13,
} as const;

const roles: readonly Role[] = [
  'device',
  'gateway',
  'iot-platform',
  'things-agent',
  'secure-dpm',
  'entity-agent',
  'avatar-agent',
  'storage-agent',
  'secure-connector',
  'external-dpm',
  'person',
  'person',
  'device',
  'identity-storage',
];
const names = Object.keys(cast);

/** A room that ann may read and ben may not. */
export const annsRoom = 1 << 24;

/** A house in which ann may command the lamp, read her room and has consented to the twin; ben may nothing. */
export const household: Household = {
  nodes: roles.length,
  nameOf: (node) => names[node] ?? 'nobody',
  roleOf: (node) => {
    const role = roles[node];
    if (role === undefined) throw new RangeError(`no role: node ${node} is not of this house`);
    return role;
  },
  may: (person, kind, over) => {
    if (kind === 'view') return person !== cast.ann || over === annsRoom;
    return person === cast.ann && over === (kind === 'command' ? cast.lamp : annsRoom);
  },
  scopesOf: () => ['command:lamp', 'view'],
  consents: (_subject, purpose, nowNs) => purpose === 'twin' && nowNs < seconds(1000),
  inputsFor: () => ['temperature', 'light', 'co2'],
  quantityOf: () => 'lamp',
};

/** The ground on which the controls of a test stand; the first has its mark in place 0. */
export const ground = (): Ground => ({ mark: 0, suite: terms, household, sessionRows: new SessionRows() });

/** Puts a control to work. */
export const atWork = (control: Control): Guard => control.stand(ground());

/** The root of the house. */
export const root = terms.root('root', -seconds(1e5), seconds(1e6));

/** Keys with a credential for a name, good from a minute before the beginning for some time. */
export const identity = (
  name: string,
  lifetimeNs = seconds(3600),
  serial = 1,
  authority = root,
): Pick<KeyRing, 'pair' | 'credential'> => {
  const pair = terms.keyPair();
  const times = { notBeforeNs: 0, notAfterNs: lifetimeNs };
  const credential = terms.issue(authority, terms.request(pair, name), { serial, kind: 'node', ...times });
  return { pair, credential };
};

/** A status list that revokes some serials. */
export const statusOf = (
  revoked: readonly number[],
  version = 1,
  nextNs = seconds(1e6),
): Pick<Trust, 'version' | 'status' | 'statusOf' | 'knownUntilNs' | 'revoked'> => {
  const roots = [root.credential];
  const status: StatusList = { issuer: 'root', version, issuedNs: 0, nextNs, revoked, roots, signature: {} as never };
  return {
    version,
    status,
    statusOf: (issuer) => (issuer === 'root' ? status : null),
    knownUntilNs: nextNs,
    revoked: ({ issuer, serial }) => issuer === 'root' && revoked.includes(serial),
  };
};

const noKeys: KeyRing = {
  pair: null,
  credential: null,
  objectKey: () => null,
  commandKey: () => null,
  storageKey: null,
  cookieSecret: null,
  attestation: null,
  initial: null,
  token: null,
};
const trustInRoot: Trust = {
  leftOut: [],
  roots: [root.credential],
  accepts: (issuer) => issuer === 'root',
  version: 0,
  rootsDropped: 0,
  status: null,
  statusOf: () => null,
  sequenceOf: () => 0,
  knownUntilNs: -Infinity,
  revoked: () => false,
  logKeyOf: () => null,
  headAt: () => null,
  tokenKey: null,
  attestationKey: null,
  measurements: {},
  labelOf: () => null,
  makerKey: null,
};

/** A post that a test can write to; it keeps what was charged, added and alarmed. */
export interface TestPost extends Post {
  place: Post['place'];
  now: number;
  node: number;
  role: Role;
  peer: number;
  session: number;
  epoch: number;
  evidence: Evidence | null;
  keys: KeyRing;
  trust: Trust;
  readonly charged: Work[];
  readonly alarms: { about: number; reason: string }[];
  readonly orders: { what: OperatorAct; node: number; afterNs: number }[];
  readonly learnt: StatusList[];
  readonly heard: { issuer: string; head: TreeHead }[];
  readonly released: { subject: number; epsilon: number }[];
  extended: number;
  /** Proofs of work that were searched for here. */
  proofs: number;
  draws: number[];
}

/** One end of a session; what a test does not say is the gateway listening to the sensor at RP-T. */
export const post = (
  given: Partial<Omit<TestPost, 'keys' | 'trust'>> & { keys?: Partial<KeyRing>; trust?: Partial<Trust> } = {},
): TestPost => {
  const node = given.node ?? cast.gateway;
  const made: TestPost = {
    place: 'RP-T',
    now: 0,
    role: roles[node] ?? 'person',
    peer: cast.sensor,
    session: 0,
    epoch: 0,
    evidence: null,
    suite: terms,
    charged: [],
    alarms: [],
    orders: [],
    learnt: [],
    heard: [],
    released: [],
    extended: 0,
    proofs: 0,
    draws: [],
    charge: (operation) => void made.charged.push(operation),
    extend: (bytes) => void (made.extended += bytes),
    draw: () => made.draws.shift() ?? 0,
    prove: (content, bits) => {
      made.proofs++;
      return terms.prove(content, bits);
    },
    learn: (list) => void made.learnt.push(list),
    hear: (issuer, head) => void made.heard.push({ issuer, head }),
    alarm: (about, reason) => void made.alarms.push({ about, reason }),
    order: (what, node, afterNs) => void made.orders.push({ what, node, afterNs }),
    release: (subject, epsilon) => void made.released.push({ subject, epsilon }),
    ...given,
    node,
    keys: { ...noKeys, ...given.keys },
    trust: { ...trustInRoot, ...given.trust },
  };
  return made;
};

/** What a channel has proved of a node, with its credential where the test says one. */
export const proved = (node: number, credential: Credential | null = null): Evidence => ({
  provedNode: node,
  name: names[node] ?? null,
  credential,
  protected: true,
  openedNs: 0,
});

/** A message of a kind; what a test does not say is a report of the sensor about itself. */
export const message = <K extends Kind>(
  kind: K,
  body: Bodies[K] | null,
  given: Partial<WireMessage> = {},
): WireMessage => ({
  kind,
  from: cast.sensor,
  to: cast.gateway,
  number: 1,
  re: 0,
  subject: cast.sensor,
  dataClass: 'operational',
  body,
  sealed: null,
  sizeBytes: 48,
  urgent: false,
  marks: [],
  record: 'intact',
  ...given,
});

/** A report of a value by the sensor. */
export const report = (value = 21, given: Partial<WireMessage> = {}): WireMessage =>
  message('report', { quantity: 'temperature', value, at: 0 }, given);

/** A handshake in progress between two nodes, as one end sees it. */
export const opening = (side: Opening['side'], peerName: string, given: Partial<Opening> = {}): Opening => ({
  initiator: cast.sensor,
  responder: cast.gateway,
  side,
  peerName,
  transcript: [null, null, cast.sensor, cast.gateway, ''],
  own: [],
  agreed: [],
  resumed: false,
  provisioned: false,
  ephemeral: null,
  protect: false,
  provedName: null,
  provedCredential: null,
  ...given,
});

/** Something that a component is about to do; what a test does not say is the twin using a report of the sensor. */
export const deed = (given: Partial<Deed> = {}): Deed => ({
  deed: 'use',
  purpose: 'twin',
  subject: cast.sensor,
  dataClass: 'operational',
  kind: 'report',
  from: cast.sensor,
  key: '',
  sizeBytes: 0,
  body: { quantity: 'temperature', value: 21, at: 0 },
  sealed: null,
  marks: [],
  circumstances: {},
  ...given,
});

/** What components must do where no control stands. */
export const noDuty = (): Duty => nothingAsked(seconds(1e7));
