import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { askRooms, roomsRead } from './steps/ask-rooms.ts';
import { sessionOf, walkIn } from './steps/walk-in.ts';

/**
 * Those who run things know more than their task needs: whoever runs a machine reads in the memory and on the media of the nodes that it
 * holds, with the keys that lie there, and an operator with rights asks for room after room. Breaks confidentiality of what tells of
 * people.
 */
export const insiderRead: Attack = {
  id: 'A30',
  name: 'insider-read',
  summary:
    'An infrastructure operator reads what his machine holds, and an operator with rights looks up more than his task needs.',
  classes: ['IA', 'EX'],
  groups: ['R2', 'R5'],
  breaks: 'confidentiality',
  position: 'running a machine on which nodes of others work, and in an operator’s account with rights',
  knowledge: 'configuration',
  budget: 'what passes through memory in eight seconds, one copy of each medium, one query a room and attempt',
  preconditions:
    'nodes that keep something of people work on a machine of somebody else; operators have rights beyond their tasks',
  needs: ['machines.host', 'hand.watch'],
  steps: ['host', 'look up'],
  gains: ['records'],
  observables: 'queries without a task by an account that may ask them; reading memory and media leaves no trace',
  // C14 closes the memory, with the keys in it; C30 the medium; C15 holds the account to its tasks. Rights, tokens and consent are the
  // operator's own, and code is what it should be. Where only providers are hosted, C17 has taken out what tells of people before.
  beatenBy: ['C14', 'C15', 'C30'],
  notBeatenBy: ['C32', 'C01', 'C12', 'C13', 'C16', 'C20', 'C26', 'C27'],
  residual: { rate: 0, reason: 'none is known beyond what a task covers, which its operator can read for any reason' },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1213', 'ATT&CK v18.1 T1530', 'ATT&CK v18.1 T1199'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const held = hand.stage.machines!['host']!;
    hand.step('host');
    let read = 0;
    for (const node of held)
      hand.watch(node, ({ body, dataClass }) => void (body !== null && dataClass === 'personal' && read++));
    yield hand.wait(seconds(8));
    for (const node of held) read += hand.readMedium(node).filter(({ body }) => body !== null).length;
    if (read > 0) hand.gain('records');
    const operator = hand.stage.accounts['operator'];
    if (operator === undefined) return;
    hand.step('look up');
    const { person } = operator;
    const line = yield* walkIn(hand, { ...operator, keys: hand.account('operator') });
    if (line === undefined) return;
    yield* askRooms(hand, line, { person, ...sessionOf(line) }, seconds(0.5));
    yield hand.wait(seconds(3));
    if (roomsRead(line) > 1) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'disclosed' && !fact.entitled && fact.dataClass === 'personal',
  },
};
