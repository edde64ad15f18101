import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A guest goes past the door: it speaks to the platform's inside, where agents speak to each other, first under its own name and then as
 * if it were the agent at the door, and has a lock opened that is somebody else's. Breaks access control.
 */
export const privilegeEscalation: Attack = {
  id: 'A28',
  name: 'privilege-escalation',
  summary: 'A guest speaks to a platform’s inside as if it were an agent, and commands what is not its own.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'access',
  position: 'a guest account, with network access to the inside of a platform',
  knowledge: 'configuration',
  budget: 'two channels and one command on each an attempt',
  preconditions: 'the inside of a platform can be reached from outside',
  needs: ['wires.inner commands', 'accounts.guest', 'victims.lock'],
  steps: ['as oneself', 'as the door'],
  observables: 'kinds of message between roles that have no business with each other; openings that prove another name',
  // A guest's role has no flow to the inside (C12), the door's name takes the door's key (C01), a command inside a token (C13); the
  // interlock closes the lock outside booked hours (C29).
  beatenBy: ['C01', 'C12', 'C13', 'C29'],
  notBeatenBy: ['C32', 'C03', 'C14', 'C16', 'C24'],
  residual: { rate: 0, reason: 'none is known; an agent whose inside is taken is another attack' },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1548.005', 'CAPEC-233'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const { from: agent, to: inside } = hand.stage.wires['inner commands']!;
    const { person } = hand.stage.accounts['guest']!;
    const { thing } = hand.stage.victims.find(({ report }) => report.quantity === 'lock')!;
    for (const [step, as, keys] of [
      ['as oneself', person, hand.account('guest')],
      ['as the door', agent, null],
    ] as const) {
      hand.step(step);
      const line = hand.open('RP-M', inside, as, keys);
      yield { line };
      if (line.state !== 'open') continue;
      const body = { quantity: 'lock', value: 0, person } as const;
      hand.say(line, { kind: 'command', subject: thing, dataClass: 'operational', body });
      yield hand.wait(seconds(3));
      hand.close(line);
    }
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'acted' && !fact.entitled },
};
