import type { Attack } from '../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../sim/framework/datum.ts';
import { seconds } from '../sim/framework/time.ts';
import { askRooms, roomsRead } from './steps/ask-rooms.ts';
import { sessionOf, walkInWithin } from './steps/walk-in.ts';

/**
 * The archive of a platform is copied out: an operator reads the storage's medium, and where that makes no sense to him
 * a guest account asks for room after room. Who holds somebody's session asks with that at once. Breaks confidentiality of records that
 * tell of people.
 */
export const bulkExfiltration: Attack = {
  id: 'A31',
  name: 'bulk-exfiltration',
  summary: 'An operator copies the archive from the medium, or a guest account queries it room by room.',
  classes: ['IA', 'EX'],
  groups: ['R2', 'R4'],
  breaks: 'confidentiality',
  position:
    'an operator with reach of the storage’s medium, and a guest account; in a chain an account and the number of another’s session',
  knowledge: 'configuration',
  budget: 'one copy of the medium, one query a room and attempt',
  preconditions: 'the archive holds records',
  needs: ['insiders.storage', 'accounts.guest', 'rooms'],
  steps: ['copy', 'query'],
  gains: ['records'],
  observables: 'queries over all rooms by one account; reading the medium leaves no trace',
  // C30 closes the medium; C12 and C13 each close the queries.
  beatenBy: ['C30', 'C12', 'C13'],
  notBeatenBy: ['C32', 'C01', 'C16'],
  residual: { rate: 0, reason: 'none is known' },
  references: ['ATT&CK v18.1 T1530', 'ATT&CK v18.1 T1213', 'ATT&CK v18.1 T1119'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const known = hand.gained('session')?.session;
    if (known === undefined) {
      hand.step('copy');
      const records = hand.readMedium(hand.stage.insiders['storage']!);
      if (records.some(({ body }) => body !== null)) return hand.gain('records');
    }
    const { person, door } = known ?? hand.stage.accounts['guest']!;
    hand.step('query');
    const line = yield* walkInWithin(hand, door, 'guest');
    if (line === undefined) return;
    const stated = known === undefined ? sessionOf(line) : { session: known.number };
    yield* askRooms(hand, line, { person, ...stated }, seconds(1));
    yield hand.wait(seconds(5));
    if (roomsRead(line) > 1) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    // What is on record of a room; that somebody came in is known to whoever did.
    reached: ({ kind, entitled, dataClass, subject }) =>
      kind === 'disclosed' && !entitled && dataClass === 'personal' && subject >= firstSubjectWithoutNode,
  },
};
