import type { Attack } from '../sim/framework/attack.ts';
import { millis, seconds } from '../sim/framework/time.ts';

/** How long a job is held back on its way: longer than a connector waits for its answer (assumption). */
const heldNs = millis(900);
const faultNs = seconds(6);
/** How long the attacker looks on after it has let go. */
const afterNs = seconds(24);

/**
 * Whoever sits on the wires to all providers holds jobs back for some seconds, and lets go. The house does what is late, more slowly
 * than jobs come; answers that are prompt again wait behind that work until they are late, too (a metastable failure:
 * Bronson et al., HotOS 2021; Huang et al., OSDI 2022). Breaks availability.
 */
export const retryStorm: Attack = {
  id: 'A26',
  name: 'retry-storm',
  summary:
    'Jobs are held back for some seconds; the work done in their place keeps the house too busy for the next ones.',
  classes: ['EX'],
  groups: ['R1'],
  breaks: 'availability',
  position: 'on the wires from the platforms to all providers',
  knowledge: 'protocol',
  budget: 'all wires to providers for 6 s an attempt',
  preconditions: 'doing all jobs in the house would take it longer than they take to come',
  needs: ['wires.RP-C'],
  steps: ['hold back', 'let go'],
  observables: 'answers of all providers late at once; own work that goes on after they are prompt again',
  beatenBy: ['C24'],
  notBeatenBy: ['C32', 'C01', 'C20', 'C21', 'C22', 'C43'],
  residual: { rate: 0, reason: 'none after the fault; while it lasts, jobs beyond the budget of own work stay undone' },
  references: ['ATT&CK v18.1 T1557'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const wires = Object.values(hand.stage.wires).filter(({ point }) => point === 'RP-C');
    const untilNs = hand.now + faultNs;
    hand.step('hold back');
    for (const wire of wires) hand.tap(wire, ({ atNs }) => (atNs < untilNs ? { delayNs: heldNs } : 'pass'));
    yield hand.wait(faultNs);
    hand.step('let go');
    yield hand.wait(afterNs);
  },
  // The fault lasts for a fifth of the time: where less than half is done, jobs fail that came after its end.
  goal: { over: 'service', reached: ({ jobsWanted, jobsDone }) => jobsDone < jobsWanted / 2 },
};
