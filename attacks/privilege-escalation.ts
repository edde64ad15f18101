import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { askRooms, roomsRead } from './steps/ask-rooms.ts';
import { sessionOf, walkIn } from './steps/walk-in.ts';

/**
 * A tenant who may query the archive for the own room names the rooms of other tenants in the same question. Breaks access: a right to ask
 * is taken for a right to ask about anything.
 */
export const privilegeEscalation: Attack = {
  id: 'A28',
  name: 'privilege-escalation',
  summary: 'A tenant with a right to query its own room names the rooms of others, and reads what is kept of them.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'access',
  position: 'in a tenant’s own account with a right to query',
  knowledge: 'protocol',
  budget: 'one query a room and attempt',
  preconditions: 'a platform keeps records of several tenants in one archive',
  needs: ['accounts.resident', 'rooms'],
  steps: ['escalate'],
  gains: ['records'],
  observables: 'refused queries of an account that may ask, about rooms that are not its own',
  // Whose room it is, the table of rights asks (C12) and the policy of looks (C15): each is enough. Token and scope are the tenant's own and
  // name no room (C13), and who lives there has agreed that queries be answered (C27).
  beatenBy: ['C12', 'C15'],
  notBeatenBy: ['C32', 'C01', 'C13', 'C14', 'C16', 'C27', 'C30'],
  residual: { rate: 0, reason: 'none is known for rooms on record as another’s; a wrong record is the authority’s' },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1213'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['resident']!;
    hand.step('escalate');
    const line = yield* walkIn(hand, { person, door, keys: hand.account('resident') });
    if (line === undefined) return;
    yield* askRooms(hand, line, { person, ...sessionOf(line) }, seconds(0.5));
    yield hand.wait(seconds(3));
    // One room is its own.
    if (roomsRead(line) > 1) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'disclosed' && !fact.entitled && fact.dataClass === 'personal',
  },
};
