import type { Attack, Line } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { askIn, sessionOf } from './steps/walk-in.ts';

/** Work that it pays for in an attempt, on one core of a server (assumption). */
const workNs = seconds(2);

/**
 * One operator signs up many avatars where anybody may, and all of them bar one person: the plaza takes them for many people, and passes on
 * nothing more of what that person says. Breaks integrity of what is decided by many.
 */
export const sybilSwarm: Attack = {
  id: 'A05',
  name: 'sybil-swarm',
  summary: 'Avatars of one operator outvote the people of a plaza, so that somebody is heard by nobody.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'integrity',
  position: 'accounts that it has signed up itself',
  knowledge: 'protocol',
  budget: 'fourteen accounts, and two seconds of one core of a server an attempt',
  preconditions: 'anybody may sign up, and those who are in a plaza decide whom it hears',
  needs: ['accounts.newcomer 1', 'targets.guardian'],
  steps: ['join', 'pay', 'bar'],
  gains: ['avatars'],
  observables: 'many avatars that come one after the other, say nothing, and bar the same person',
  // Each account is genuine and does what it may: only that it costs nothing makes many of one.
  beatenBy: ['C08'],
  notBeatenBy: ['C01', 'C12', 'C13', 'C24', 'C25', 'C31', 'C32', 'C43'],
  residual: {
    rate: 0.0003,
    reason:
      'of proofs that take 0.64 s each two seconds give a Poisson number of mean 3.1, twelve or more with 1e-4, and avatars of the attempt before may still be there, so twice that; twelve are likelier than not from 8 s on',
  },
  references: ['ATT&CK v18.1 T1585', 'ATT&CK v18.1 T1136.003'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const { guardian } = hand.stage.targets!;
    const here: { readonly person: number; readonly line: Line }[] = [];
    let [leftNs, asked] = [workNs, false];
    hand.step('join');
    for (const [name, { person, door, secret }] of Object.entries(hand.stage.accounts)) {
      if (!name.startsWith('newcomer')) continue;
      const line = hand.open('RP-A', door, person, hand.account(name));
      yield { line };
      const work = asked ? hand.prove(line) : undefined;
      if (work !== undefined) {
        leftNs -= work.untilNs - hand.now;
        yield hand.wait(work.untilNs - hand.now + Math.min(0, leftNs));
        if (leftNs < 0) break;
      }
      if (yield* askIn(hand, line, { person, ...(secret !== undefined && { secret }) })) here.push({ person, line });
      else if (!asked) {
        asked = true;
        hand.step('pay');
      }
    }
    if (here.length > 0) hand.gain('avatars');
    hand.step('bar');
    for (const { person, line } of here) {
      const visit = { person, band: 'adult', barred: [guardian!], at: hand.now, ...sessionOf(line) } as const;
      hand.say(line, { kind: 'visit', subject: person, dataClass: 'personal', body: visit });
    }
    yield hand.wait(seconds(20));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'silence' && !fact.entitled,
  },
};
