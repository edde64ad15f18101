import type { Attack } from '../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../sim/framework/datum.ts';
import { millis, seconds } from '../sim/framework/time.ts';
import { walkIn } from './steps/walk-in.ts';

/** Fewest wishes of others of which one can say whether they were served. */
const fewestWishes = 5;

/**
 * A guest marks what can wait as urgent, no more of it than anybody may send, and what others command waits behind it. Breaks
 * availability.
 */
export const queueJump: Attack = {
  id: 'A27',
  name: 'queue-jump',
  summary: 'A guest has scenes drawn in the lane for what is urgent, and what others command waits behind them.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'availability',
  position: 'a guest’s account of one platform',
  knowledge: 'protocol',
  budget: 'one account, 8 looks a second for 6 s an attempt',
  preconditions: 'a platform serves what is marked as urgent first, and a scene takes it a while to draw',
  needs: ['accounts.guest', 'rooms'],
  steps: ['enter', 'hurry'],
  observables: 'marks of one who may not mark',
  // The rate is within what a person may send, and each look is permitted: only the mark is not.
  beatenBy: ['C12'],
  notBeatenBy: ['C24', 'C32', 'C01', 'C13', 'C43', 'C45'],
  residual: { rate: 0, reason: 'none for what is urgent; who may hurry himself is not stopped, and other looks wait' },
  references: ['ATT&CK v18.1 T1499.003', 'CAPEC-125'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['guest']!;
    hand.step('enter');
    const line = yield* walkIn(hand, { person, door, keys: hand.account('guest') });
    if (line === undefined) return;
    hand.step('hurry');
    const room = hand.stage.rooms[0]!;
    const subject = firstSubjectWithoutNode + room;
    for (let look = 0; look < 48; look++) {
      const body = { room, person } as const;
      hand.say(line, { kind: 'view', subject, dataClass: 'operational', body, urgent: true });
      yield hand.wait(millis(125));
    }
    // What is commanded now still waits behind them.
    yield hand.wait(seconds(6));
  },
  goal: {
    over: 'service',
    reached({ wishesWanted, wishesRefused, wishesDone }) {
      const open = wishesWanted - wishesRefused;
      return open >= fewestWishes && wishesDone < open / 2;
    },
  },
};
