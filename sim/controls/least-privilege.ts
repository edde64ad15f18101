import type { Control, Ground, Guard, Household, Post, WireMessage } from '../framework/control.ts';
import type { Place, Role } from '../framework/figure.ts';
import { points } from '../framework/figure.ts';
import type { Bodies } from '../framework/message.ts';
import type { Verdict } from '../framework/verdict.ts';
import { bitsOf, kindBit } from './kind-bits.ts';
import { permissions } from './permissions.ts';

const reportBit = kindBit.report;
/** The sender is a device: it reports about itself only. */
const ownSubjectBit = 1 << 29;

// Words of a session's row.
const peerJudged = 0;
const kindsPermitted = 1;

/** Permitted kinds by 'place from to'; read once for a session and peer. */
const rules: Readonly<Record<string, number>> = Object.fromEntries(
  permissions.map(({ point, from, to, kinds }) => [`${point} ${from} ${to}`, bitsOf(kinds)]),
);

const rule = (place: Place, from: Role, to: Role): number =>
  (rules[`${place} ${from} ${to}`] ?? 0) | (from === 'device' ? ownSubjectBit : 0);

const stand = ({ household, sessionRows }: Ground): Guard => {
  const own = sessionRows.reserve(2);
  const ruleFor = (from: number, at: Post): number =>
    from >= 0 && from < household.nodes ? rule(at.place, household.roleOf(from), at.role) : 0;
  return {
    verify(message, at) {
      at.charge('lookup');
      let permitted: number;
      if (message.from === at.peer) {
        const row = sessionRows.row(at.session) + own;
        const rows = sessionRows.words;
        // Who claims another name on a line of its own is judged anew.
        if (rows[row + peerJudged] !== at.peer + 1) {
          rows[row + peerJudged] = at.peer + 1;
          rows[row + kindsPermitted] = ruleFor(at.peer, at);
        }
        permitted = rows[row + kindsPermitted]!;
      } else {
        permitted = ruleFor(message.from, at);
      }
      if (message.kind === 'report') {
        if ((permitted & reportBit) === 0) return 'not-permitted';
        return (permitted & ownSubjectBit) !== 0 && message.subject !== message.from ? 'not-permitted' : undefined;
      }
      return (permitted & kindBit[message.kind]) === 0 ? 'not-permitted' : judgePerson(message, at, household);
    },
  };
};

/** Rights of the person behind a message, at the agents that act for persons. */
const judgePerson = (message: WireMessage, at: Post, household: Household): Verdict => {
  const { kind } = message;
  if (kind !== 'command' && kind !== 'view' && kind !== 'query' && kind !== 'enter') return undefined;
  if (at.role !== 'avatar-agent' && at.role !== 'entity-agent' && at.role !== 'storage-agent') return undefined;
  if (message.body === null) return 'malformed';
  at.charge('policy');
  const { person } = message.body as Bodies['command' | 'view' | 'query' | 'enter'];
  // At the door a person speaks for itself only; further in, the avatar agent speaks for it.
  if (at.role === 'avatar-agent' && person !== message.from) return 'not-permitted';
  let may = true;
  if (kind === 'command') may = household.mayCommand(person, message.subject);
  if (kind === 'view') may = household.mayView(person, (message.body as Bodies['view']).room);
  if (kind === 'query') may = household.mayQuery(person, (message.body as Bodies['query']).room);
  return may ? undefined : 'not-permitted';
};

/** C12: who may say what to whom is a table, and what is not in it is refused. Stops A20, A28 and A30 (R5). */
export const leastPrivilege: Control = {
  id: 'C12',
  name: 'least-privilege',
  summary:
    'Only the kinds of message that the figure needs pass between two roles, and persons only within their rights.',
  groups: ['R5', 'R2'],
  places: points,
  limits:
    'Takes the sender for whom it claims to be: that is C01. An account within its rights, or an insider, is not stopped.',
  source: 'Table of flows: project-defined, from the public scope. Rights of persons: the policy of the house.',
  stand,
};
