import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * What a well protected platform shares with another one is learnt there: on the wire between the two, as far as that is in clear
 * because the other end cannot do better, and from the other one's medium. Breaks confidentiality of what people entrusted to the
 * first platform.
 */
export const weakestLink: Attack = {
  id: 'A50',
  name: 'weakest-link',
  summary: 'Data of a strong platform is read on the wire to a weaker one, and from the weaker one’s medium.',
  classes: ['IX'],
  groups: ['R4', 'R5'],
  breaks: 'confidentiality',
  position: 'on the wire between two platforms, and an operator with reach of the second one’s medium',
  knowledge: 'configuration',
  budget: 'ten seconds on the wire and one copy of the medium an attempt',
  preconditions: 'the first platform shares what it knows of people with the second, which has less protection',
  needs: ['wires.between platforms', 'insiders.partner storage'],
  steps: ['listen', 'copy'],
  gains: ['records'],
  observables: 'none at the first platform; reading a wire or a medium leaves no trace',
  // C42 lets nothing that tells of people go to a platform whose label promises less; C33 opens no channel in clear to it. Where the
  // weaker one protects its wires and not its medium, only C42 is left.
  beatenBy: ['C33', 'C42'],
  notBeatenBy: ['C32', 'C01', 'C12', 'C26', 'C27', 'C30'],
  residual: {
    rate: 0,
    reason: 'none is known where labels are true; one that promises more than stands inside is believed',
  },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1040', 'ATT&CK v18.1 T1530'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    hand.step('listen');
    hand.tap(hand.stage.wires['between platforms']!, () => 'pass');
    yield hand.wait(seconds(10));
    hand.step('copy');
    const there = hand.readMedium(hand.stage.insiders['partner storage']!);
    if (there.some(({ body }) => body !== null)) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'disclosed' && !fact.entitled && fact.entrusted && fact.dataClass === 'personal',
  },
};
