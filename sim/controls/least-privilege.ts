import type { Control, Ground, Guard, Household, Post, WireMessage } from '../framework/control.ts';
import type { Role } from '../framework/figure.ts';
import { isThing, points } from '../framework/figure.ts';
import { flows } from '../framework/flow.ts';
import { cardOf } from '../framework/message.ts';
import type { Verdict } from '../framework/verdict.ts';
import { kindPlace, kindSet, kindWords } from './kind-set.ts';

// Words of a session's row: whom it was judged for (its node + 1, negative where it reports about itself only), and what it may send.
const peerJudged = 0;
const kindsPermitted = 1;
const rowWords = kindsPermitted + kindWords;
/** `report` is the most frequent kind: its bit is looked at without a look-up. */
const reportBit = kindPlace.report.bit;

/** Permitted kinds by 'place from to'; read once for a session and peer. */
const rules: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  flows.map(({ point, from, to }) => {
    // A role may be joined with itself: what both ends say is one rule then.
    const same = flows.filter((flow) => flow.point === point && flow.from === from && flow.to === to);
    return [`${point} ${from} ${to}`, kindSet(same.flatMap(({ kinds }) => kinds))];
  }),
);
const nothing = kindSet([]);

/** A session's row for who says that it is `from`. */
const rowOf = (from: number, role: Role, at: Post): readonly number[] => [
  isThing(role) ? -(from + 1) : from + 1,
  ...(rules[`${at.place} ${role} ${at.role}`] ?? nothing),
];

const stand = ({ household, sessionRows }: Ground): Guard => {
  const own = sessionRows.reserve(rowWords);
  const judged = (from: number, at: Post): readonly number[] =>
    from >= 0 && from < household.nodes ? rowOf(from, household.roleOf(from), at) : [from + 1, ...nothing];
  return {
    hastens(at) {
      at.charge('lookup');
      const proved = at.evidence?.provedNode ?? -1;
      const peer = proved >= 0 ? proved : at.peer;
      if (peer < 0 || peer >= household.nodes) return false;
      // Inside its domain a mark has been looked at where it came in.
      return household.roleOf(peer) !== 'person' || household.mayHurry?.(peer) === true;
    },
    verify(message, at) {
      at.charge('lookup');
      const row = sessionRows.row(at.session) + own;
      const rows = sessionRows.words;
      // Who claims another name on a line of its own is judged anew.
      if (Math.abs(rows[row + peerJudged]!) !== message.from + 1) rows.set(judged(message.from, at), row);
      if (message.kind === 'report') {
        if ((rows[row + kindsPermitted]! & reportBit) === 0) return 'not-permitted';
        return rows[row + peerJudged]! < 0 && message.subject !== message.from ? 'not-permitted' : undefined;
      }
      const { word, bit } = kindPlace[message.kind];
      return (rows[row + kindsPermitted + word]! & bit) === 0 ? 'not-permitted' : judgePerson(message, at, household);
    },
  };
};

/** Rights of the person behind a message, at the agents that act for persons. */
const judgePerson = (message: WireMessage, at: Post, household: Household): Verdict => {
  const { kind } = message;
  const { askedBy, over } = cardOf(kind);
  if (askedBy === undefined) return undefined;
  if (at.role !== 'avatar-agent' && at.role !== 'entity-agent' && at.role !== 'storage-agent') return undefined;
  if (message.body === null) return 'malformed';
  at.charge('policy');
  const person = askedBy(message.body);
  // At the door a person speaks for itself only; further in, the avatar agent speaks for it.
  if (at.role === 'avatar-agent' && person !== message.from) return 'not-permitted';
  return over === undefined || household.may(person, kind, over(message.body, message.subject))
    ? undefined
    : 'not-permitted';
};

/** C12: who may say what to whom is a table, and what is not in it is refused; who may hurry, too. Stops A20, A27 and A28 (R5). */
export const leastPrivilege: Control = {
  id: 'C12',
  name: 'least-privilege',
  summary:
    'Only the kinds of message that the figure needs pass between two roles, and persons only within their rights; what may not be urgent waits with the rest.',
  groups: ['R5', 'R2'],
  rung: 'access',
  layer: 'right',
  step: 20,
  places: points,
  limits:
    'Takes the sender for whom it claims to be: that is C01. An account within its rights, or an insider, is not stopped: whoever may hurry may do so with everything.',
  source:
    'Flows of the figure: project-defined, from the public scope. Rights of persons: the policy of the house. Marks looked at where a domain begins: RFC 2475.',
  stand,
};
