/** An attack to begin with. */
export const attackTemplate = `import type { Attack } from 'metarange/sim/framework/attack.ts';
import { seconds } from 'metarange/sim/framework/time.ts';

/** Who sits on the wire to a lamp writes a command of his own into it. */
export const lampSwitching: Attack = {
  // Identifiers up to A99 are the catalogue's.
  id: 'A900',
  name: 'lamp-switching',
  summary: 'A forged command switches a lamp.',
  classes: ['PV'],
  groups: ['R4'],
  breaks: 'authenticity',
  position: 'on the wire to a lamp',
  knowledge: 'protocol',
  budget: 'one message an attempt',
  preconditions: 'commands to lamps pass a wire within reach',
  // Parts of the scenario's stage that the story takes for granted: one that lacks them is refused in a line.
  needs: ['wires.lamp commands', 'accounts.guest'],
  observables: 'broken records',
  steps: ['inject'],
  // What you predict. Hold it against a run: --profile framework, then --without with each of these.
  beatenBy: ['C32'],
  notBeatenBy: ['C09', 'C10', 'C11', 'C12'],
  residual: { rate: 0, reason: 'none is known' },
  references: ['ATT&CK v18.1 ICS T0855'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  // The story of one attempt. The hand sees what an attacker would see, and never what is true.
  *campaign(hand) {
    const wire = hand.stage.wires['lamp commands']!;
    const { person } = hand.stage.accounts['guest']!;
    hand.step('inject');
    hand.tap(wire, () => 'pass');
    const body = { quantity: 'lamp', value: 1, person } as const;
    hand.inject(wire, { kind: 'command', subject: wire.to, dataClass: 'operational', body });
    yield hand.wait(seconds(5));
  },
  // When an attempt has succeeded, on ground truth: a fact that descends from it.
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'acted' && fact.forged },
};

// metarange run meeting-room-mapping --attack FILE --compare none,framework
`;
