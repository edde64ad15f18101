import type { Attack } from '../sim/framework/attack.ts';
import type { Report } from '../sim/framework/messages/things.ts';
import { seconds } from '../sim/framework/time.ts';

/** What poisoned valves say: as far open as there is, so that no range is left, %. */
const poison = 100;
/** Nobody wishes for a valve that is further open, so no honest one tells of it, %. */
const mostWished = 60;

/**
 * Valves of a heating circuit that are fewer than half say that they stand wide open, each under its own keys and within what is possible:
 * the one value that is made of them all is drawn to where no honest valve stands. Breaks integrity of what the twin shows.
 */
export const modelPoisoning: Attack = {
  id: 'A40',
  name: 'model-poisoning',
  summary: 'A minority of the sources of one value poison it, each within what is possible.',
  classes: ['PV'],
  groups: ['R1'],
  breaks: 'integrity',
  position: 'inside a minority of the members of a system',
  knowledge: 'white box',
  budget: 'fewer than half of a circuit’s valves; every report for a minute an attempt',
  preconditions: 'what the twin shows is made of what several sources tell',
  needs: ['insiders.valve'],
  steps: ['poison'],
  observables: 'sources that differ for long from the others of their system',
  // Each source is who it says and tells what is possible: only by the others does it show.
  beatenBy: ['C35'],
  notBeatenBy: ['C28', 'C01', 'C16', 'C32', 'C11', 'C12'],
  residual: {
    rate: 0,
    reason: 'within what honest sources tell a minority still moves the value; half of them say what it is',
  },
  references: ['ATT&CK v18.1 ICS T0856', 'ATLAS 5.6.0 AML.T0031'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    hand.step('poison');
    for (const [name, node] of Object.entries(hand.stage.insiders)) {
      if (!name.startsWith('valve')) continue;
      hand.inside(node, ({ kind, subject, dataClass, body }) => {
        if (kind !== 'report' || body === null) return undefined;
        return { kind, subject, dataClass, body: { ...(body as Report), value: poison } };
      });
    }
    yield hand.wait(seconds(60));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: ({ kind, detail, value }) => kind === 'used' && detail === 'twin' && value > mostWished,
  },
};
