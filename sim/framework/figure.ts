/**
 * The figure of the framework as data: which component may stand at which end of which reference point.
 * Built from the public scope of X.stm-dpm and Y.4812 (clause text not seen): the points' labels are project-defined.
 *
 *  person ─RP-A─▶ avatar agent ─RP-M─▶ entity agent (digital twin) ◀─RP-M─ AI agent
 *                                         ▲    │
 *  device ─RP-T─▶ gateway ─RP-T─▶ IoT platform ─RP-I─▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ storage agent ─RP-S─▶ storage
 *                                         │                                  │
 *                                       RP-D ▶ identity storage              └─RP-M─▶ secure connector ─RP-C─▶ external DPM
 *  devices of one system ─RP-T─▶ IoT system ─RP-T─▶ IoT platform (one identity for all of them)
 *  virtual thing (no physical twin) ◀─RP-M─ entity agent      virtual thing ◀─RP-X─ entity agent of another platform
 *  entity agent, person ─RP-L─▶ ledger (of virtual assets and payments)
 *  full-fledged device ─RP-T─▶ things agent ─RP-X─▶ things agent of the platform to which it goes
 *                            (RP-X: the agents of one platform ─▶ the same agents of another · RP-O: all ─▶ audit log)
 */

/** Requirement groups of X.stm-dpm: processing, lifecycle, outside resources, encryption, access control. */
export type Group = 'R1' | 'R2' | 'R3' | 'R4' | 'R5';

/** Interaction classes: physical-virtual, intra-metaverse, inter-metaverse, external providers. */
export type InteractionClass = 'PV' | 'IA' | 'IX' | 'EX';

/** The roles that a component can play; each is a row of the framework's list of components. */
export const roles = [
  'device',
  'gateway',
  'iot-platform',
  'things-agent',
  'secure-dpm',
  'entity-agent',
  'avatar-agent',
  'storage-agent',
  'secure-storage',
  'secure-connector',
  'external-dpm',
  'identity-storage',
  'audit-log',
  'person',
  'ai-agent',
  'external-storage',
  'ledger',
  'iot-system',
  'virtual-thing',
] as const;
export type Role = (typeof roles)[number];

/** Whether a role is a thing's: it reports about itself only, seals under a key of its own, and renews its credential for itself. */
export const isThing = (role: Role): boolean => role === 'device' || role === 'iot-system' || role === 'virtual-thing';

interface PointShape {
  readonly title: string;
  readonly interaction: InteractionClass;
  readonly groups: readonly Group[];
  /**
   * Pairs of roles that this point joins, with the kinds of message that the first may say to the second, and those that the
   * second may say to the first. What is not here neither compiles in a component nor passes C12. A join without kinds is part of
   * the framework at which nobody says anything yet.
   */
  readonly joins: readonly (readonly [Role, Role, readonly string[], readonly string[]])[];
}

/** Every open reference point. */
export const figure = {
  'RP-T': {
    title: 'things to their IoT platform',
    interaction: 'PV',
    groups: ['R1', 'R4', 'R5'],
    joins: [
      ['device', 'gateway', ['report', 'answer'], ['command']],
      ['gateway', 'iot-platform', ['report', 'answer'], ['command']],
      ['device', 'iot-platform', ['report', 'answer'], ['command', 'image']],
      // The maintenance service of a thing, for whoever stands in the same network.
      ['device', 'device', ['login', 'image'], ['answer']],
      ['device', 'things-agent', ['report', 'join', 'move', 'map', 'demap', 'look'], ['answer', 'overlay']],
      ['device', 'iot-system', ['report', 'answer'], ['command']],
      ['iot-system', 'iot-platform', ['report', 'answer'], ['command']],
    ],
  },
  'RP-I': {
    title: 'IoT platform to metaverse platform',
    interaction: 'PV',
    groups: ['R1', 'R4', 'R5'],
    joins: [['iot-platform', 'things-agent', ['report', 'answer', 'heads'], ['command']]],
  },
  'RP-M': {
    title: 'within one metaverse platform',
    interaction: 'IA',
    groups: ['R1', 'R2', 'R5'],
    joins: [
      ['things-agent', 'secure-dpm', ['report', 'adopt', 'release'], []],
      ['things-agent', 'entity-agent', ['report', 'answer', 'look'], ['command', 'overlay']],
      ['secure-dpm', 'entity-agent', ['report', 'result', 'erase', 'adopt', 'release'], ['erased']],
      ['secure-dpm', 'storage-agent', ['keep', 'erase'], ['answer', 'erased']],
      ['secure-dpm', 'secure-connector', ['job', 'erase'], ['result', 'erased']],
      [
        'avatar-agent',
        'entity-agent',
        ['command', 'view', 'visit', 'say', 'contactConsent', 'lookup', 'offer', 'buy', 'confirm', 'admit', 'depart'],
        ['answer', 'scene', 'speech', 'profile', 'charge'],
      ],
      ['avatar-agent', 'storage-agent', ['query'], ['records', 'answer']],
      ['ai-agent', 'entity-agent', ['speech', 'tool', 'profile'], ['speech', 'answer', 'profile']],
      ['avatar-agent', 'secure-dpm', ['consent', 'erase', 'pose'], ['answer', 'erased']],
      ['entity-agent', 'virtual-thing', ['command', 'observe'], ['answer', 'report']],
    ],
  },
  'RP-S': {
    title: 'storage agent to storage',
    interaction: 'IA',
    groups: ['R2', 'R4'],
    joins: [
      ['storage-agent', 'secure-storage', ['keep', 'query', 'erase'], ['answer', 'records', 'erased']],
      ['storage-agent', 'external-storage', ['keep', 'erase'], ['answer', 'erased']],
    ],
  },
  'RP-C': {
    title: 'secure connector to external DPM',
    interaction: 'EX',
    groups: ['R1', 'R3', 'R4'],
    joins: [['secure-connector', 'external-dpm', ['job', 'contract', 'erase'], ['result', 'contract', 'erased']]],
  },
  'RP-A': {
    title: 'person to avatar agent',
    interaction: 'IA',
    groups: ['R5'],
    joins: [
      [
        'person',
        'avatar-agent',
        [
          'enter',
          'command',
          'view',
          'query',
          'visit',
          'say',
          'contactConsent',
          'lookup',
          'consent',
          'erase',
          'offer',
          'buy',
          'confirm',
          'pose',
          'travel',
          'arrive',
        ],
        ['entered', 'answer', 'scene', 'records', 'speech', 'profile', 'erased', 'charge'],
      ],
    ],
  },
  'RP-D': {
    title: 'identity storage to those who rely on it',
    interaction: 'IX',
    groups: ['R2', 'R5'],
    joins: [
      ['device', 'identity-storage', ['enrol', 'register'], ['enrolled', 'registered']],
      ['gateway', 'identity-storage', ['enrol'], ['enrolled']],
      ['iot-platform', 'identity-storage', ['enrol', 'status', 'bundle'], ['enrolled', 'statusList', 'trustBundle']],
      [
        'things-agent',
        'identity-storage',
        ['enrol', 'status', 'bundle', 'resolve', 'map', 'demap'],
        ['enrolled', 'statusList', 'trustBundle', 'resolved', 'translated'],
      ],
      ['avatar-agent', 'identity-storage', ['enrol', 'status', 'bundle'], ['enrolled', 'statusList', 'trustBundle']],
      [
        'entity-agent',
        'identity-storage',
        ['enrol', 'status', 'inquire', 'resolve'],
        ['enrolled', 'statusList', 'correlated', 'resolved'],
      ],
      ['secure-connector', 'identity-storage', ['enrol'], ['enrolled']],
      ['identity-storage', 'identity-storage', ['replicate', 'resolve'], ['resolved', 'translated']],
      ['iot-system', 'identity-storage', ['enrol', 'status'], ['enrolled', 'statusList']],
      ['virtual-thing', 'identity-storage', ['enrol'], ['enrolled']],
    ],
  },
  'RP-O': {
    title: 'observation and audit',
    interaction: 'IA',
    groups: ['R2', 'R5'],
    joins: [
      ['iot-platform', 'audit-log', [], []],
      ['things-agent', 'audit-log', ['entry'], []],
      ['entity-agent', 'audit-log', ['entry'], []],
      ['avatar-agent', 'audit-log', ['entry'], []],
      ['storage-agent', 'audit-log', ['entry'], []],
      ['secure-connector', 'audit-log', ['entry'], []],
      ['identity-storage', 'audit-log', ['entry'], []],
    ],
  },
  'RP-X': {
    title: 'from one metaverse platform to another',
    interaction: 'IX',
    groups: ['R1', 'R2', 'R4', 'R5'],
    joins: [
      ['things-agent', 'things-agent', ['move', 'heads'], ['answer']],
      ['avatar-agent', 'avatar-agent', ['travel', 'vouch'], ['answer']],
      ['entity-agent', 'entity-agent', ['offer', 'order', 'follow'], ['answer']],
      ['secure-dpm', 'secure-dpm', ['report', 'consent', 'erase'], ['answer', 'erased']],
      ['entity-agent', 'virtual-thing', ['observe'], ['report']],
    ],
  },
  'RP-L': {
    title: 'settlement of virtual assets and payments on a ledger',
    interaction: 'IX',
    groups: ['R1', 'R5'],
    joins: [
      ['entity-agent', 'ledger', ['transfer', 'statement'], ['settled']],
      ['person', 'ledger', ['transfer', 'statement'], ['settled']],
      ['ledger', 'ledger', ['transfer', 'block', 'statement'], []],
    ],
  },
} as const satisfies Record<string, PointShape>;

/** An open reference point, between two nodes. */
export type Point = keyof typeof figure;

/** A point inside a component: where it keeps, uses or acts on data. Controls stand there too, so no component knows one. */
export const innerPoints = ['store', 'use', 'act', 'issue'] as const;
export type InnerPoint = (typeof innerPoints)[number];

/** Every place where a control may stand. */
export type Place = Point | InnerPoint;

/** Every reference point, in the order of the figure: its place in this list is its number in facts. Append only. */
export const points = Object.keys(figure) as readonly Point[];
/** Every place, reference points first. */
export const places: readonly Place[] = [...points, ...innerPoints];

/** Inner points are numbered from here, so that a new reference point renumbers none of them. */
const firstInner = 32;
/** Number of a place in facts. */
export const placeNumber = Object.fromEntries([
  ...points.map((point, index) => [point, index]),
  ...innerPoints.map((point, index) => [point, firstInner + index]),
]) as Readonly<Record<Place, number>>;
const byNumber: readonly (Place | undefined)[] = Array.from({ length: firstInner + innerPoints.length }, (_, number) =>
  places.find((place) => placeNumber[place] === number),
);
/** The place of that number; undefined where there is none. */
export const placeOf = (number: number): Place | undefined => byNumber[number];
/** Whether a number is that of a place inside a component. */
export const isInner = (number: number): boolean => number >= firstInner;

type JoinOf<P extends Point> = (typeof figure)[P]['joins'][number];

// Each is `never` for a join at whose first or second place the role does not stand.
type AfterFirst<J, R extends Role> = J extends readonly [R, infer B extends Role, ...unknown[]] ? B : never;
type BeforeSecond<J, R extends Role> = J extends readonly [infer A extends Role, R, ...unknown[]] ? A : never;
type SaidByFirst<J, A extends Role, B extends Role> = J extends readonly [A, B, readonly (infer K)[], unknown]
  ? K
  : never;
type SaidBySecond<J, A extends Role, B extends Role> = J extends readonly [A, B, unknown, readonly (infer K)[]]
  ? K
  : never;

/** The roles that a role may address at a point. */
export type PeerOf<R extends Role, P extends Point> = AfterFirst<JoinOf<P>, R> | BeforeSecond<JoinOf<P>, R>;

/** The points at which a role may stand. */
export type PointOf<R extends Role> = { [P in Point]: [PeerOf<R, P>] extends [never] ? never : P }[Point];

/** The kinds of message that a role may say to another at a point; without another, to any. */
export type SaidBy<R extends Role, P extends Point = PointOf<R>, To extends Role = Role> = P extends Point
  ? SaidByFirst<JoinOf<P>, R, To> | SaidBySecond<JoinOf<P>, To, R>
  : never;

declare const role: unique symbol;
/** The address of one node; the type remembers its role, so that a component at the wrong end does not compile. */
export type Address<R extends Role = Role> = number & { readonly [role]: R };

/** Whether a point joins two roles, in either direction. */
export function joined(point: Point, a: Role, b: Role): boolean {
  return figure[point].joins.some(([left, right]) => (left === a && right === b) || (left === b && right === a));
}
