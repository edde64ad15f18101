import type { Property } from '../../sim/framework/attack.ts';
import { figure, placeNumber, points } from '../../sim/framework/figure.ts';
import type { Group, Role } from '../../sim/framework/figure.ts';
import { kinds } from '../../sim/framework/message.ts';
import type { Kind } from '../../sim/framework/message.ts';

/** Requirement groups of X.stm-dpm, and topics of Y.4812. */
export type ClauseId = Group | 'Y-a' | 'Y-b' | 'Y-c' | 'FF' | 'CD' | 'PII';

/**
 * What runs can exercise of the two drafts, built from their public scope: clause text not seen. Verdicts on messages exercise it: a
 * message was delivered or refused. It fails where a property is violated that it stands for.
 */
export interface Clause {
  readonly id: ClauseId;
  readonly title: string;
  /** Kinds of message whose verdicts exercise it wherever they pass; none for those that other columns tell of. */
  readonly kinds: readonly Kind[];
  /** Properties whose violations it fails by. */
  readonly properties: readonly Property[];
  /** Roles at which such a violation counts; at any where none is named. */
  readonly at?: readonly Role[];
}

/** Every clause, groups first. */
export const clauses: readonly Clause[] = [
  {
    id: 'R1',
    title: 'data processing',
    kinds: [],
    properties: ['authenticity', 'integrity', 'freshness', 'result correctness', 'availability'],
  },
  { id: 'R2', title: 'data lifecycle management', kinds: [], properties: ['lifecycle', 'privacy'] },
  {
    id: 'R3',
    title: 'outside resources',
    kinds: [],
    properties: ['result correctness', 'confidentiality', 'lifecycle'],
    at: ['external-dpm', 'external-storage', 'secure-connector', 'secure-dpm', 'entity-agent'],
  },
  { id: 'R4', title: 'data encryption', kinds: [], properties: ['confidentiality', 'integrity'] },
  { id: 'R5', title: 'access control', kinds: [], properties: ['access', 'authenticity', 'safety', 'protection'] },
  {
    id: 'Y-a',
    title: 'one storage of identity objects that platforms share',
    kinds: ['resolved'],
    properties: ['access'],
  },
  { id: 'Y-b', title: 'storages that interoperate', kinds: ['translated'], properties: ['access'] },
  {
    id: 'Y-c',
    title: 'several identities that are correlated',
    kinds: ['map', 'demap', 'inquire', 'correlated', 'follow'],
    properties: ['privacy', 'integrity'],
  },
  {
    id: 'FF',
    title: 'full-fledged devices',
    kinds: [],
    properties: ['authenticity', 'integrity', 'freshness', 'access', 'safety'],
  },
  {
    id: 'CD',
    title: 'constrained devices behind gateways',
    kinds: [],
    properties: ['authenticity', 'integrity', 'freshness', 'safety'],
  },
  { id: 'PII', title: 'what tells of people', kinds: [], properties: ['privacy', 'protection', 'lifecycle'] },
];

const bitOf = (id: ClauseId): number => 1 << clauses.findIndex((clause) => clause.id === id);
const bitsOf = (ids: readonly ClauseId[]): number => ids.reduce((bits, id) => bits | bitOf(id), 0);

/** By number of the place in facts, the groups that a reference point carries, a bit for each in the order of `clauses`. */
export const clausesAtPlace: Int32Array = new Int32Array(256);
for (const point of points) clausesAtPlace[placeNumber[point]] = bitsOf(figure[point].groups);

/** By number of the kind in facts, the topics that such a message exercises. */
export const clausesOfKind: Int32Array = new Int32Array(256);
kinds.forEach((kind, index) => {
  clausesOfKind[index + 1] = bitsOf(clauses.filter((clause) => clause.kinds.includes(kind)).map(({ id }) => id));
});

const platformRoles: ReadonlySet<string> = new Set<Role>(['iot-platform', 'things-agent', 'identity-storage']);

/** The topics that a message between two roles exercises: a device speaks for itself, or a gateway stands between. */
export const clausesBetween = (one: string, other: string): number => {
  if (one === 'gateway' || other === 'gateway') return bitOf('CD');
  const itself = (one === 'device' && platformRoles.has(other)) || (other === 'device' && platformRoles.has(one));
  return itself ? bitOf('FF') : 0;
};

/** The topic of data that tell of people. */
export const clauseOfPeople: number = bitOf('PII');
