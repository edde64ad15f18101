import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { walkIn } from './steps/walk-in.ts';

/** Commands in a burst, and how often bursts come: eight thousand a second. */
const burst = 16;
const everyNs = seconds(0.002);

/** Wishes of people while the flood lasts, from which on it can be said that they were not served. */
const fewestWishes = 5;

/**
 * A member whose account and session are in order switches a lamp eight thousand times a second. Each command waits at the
 * platform's agents until the lamp has answered, and fills a place there meanwhile. Breaks availability.
 */
export const applicationFlood: Attack = {
  id: 'A25',
  name: 'application-flood',
  summary: 'A member with a session of its own wishes for more than a platform can have under way.',
  classes: ['IA'],
  groups: ['R1'],
  breaks: 'availability',
  position: 'a member’s account of one platform',
  knowledge: 'protocol',
  budget: 'one account, 8000 commands a second for 2 s an attempt',
  preconditions: 'the account may command something that takes its time to answer',
  needs: ['accounts.member', 'wires.lamp commands'],
  steps: ['enter', 'flood'],
  gains: ['silence'],
  observables: 'the rate of one session, requests that a platform has no place for',
  beatenBy: ['C24'],
  notBeatenBy: ['C32', 'C01', 'C12', 'C13', 'C29', 'C43'],
  residual: {
    rate: 0,
    reason: 'none is known from one account; many accounts within their allowance are not stopped',
  },
  references: ['ATT&CK v18.1 T1499.003', 'EMB3D 2.0.1 TID-404', 'CAPEC-125'],
  intensity: { everyNs: seconds(30), source: 'assumption' },
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['member']!;
    hand.step('enter');
    const line = yield* walkIn(hand, { person, door, keys: hand.account('member') });
    if (line === undefined) return;
    hand.step('flood');
    const subject = hand.stage.wires['lamp commands']!.to;
    let sent = 0;
    for (const untilNs = hand.now + seconds(2); hand.now < untilNs;) {
      for (let place = 0; place < burst; place++, sent++) {
        const body = { quantity: 'lamp', value: sent % 2, person } as const;
        hand.say(line, { kind: 'command', subject, dataClass: 'operational', body });
      }
      yield hand.wait(everyNs);
    }
    // Where most of what it said is without an answer, others will have to wait too.
    if (line.inbox.length < sent / 2) hand.gain('silence');
  },
  goal: {
    over: 'service',
    // Of a few wishes one may fail for reasons of its own, and who is refused has been served.
    reached({ wishesWanted, wishesRefused, wishesDone }) {
      const open = wishesWanted - wishesRefused;
      return open >= fewestWishes && wishesDone < open / 2;
    },
  },
};
