import type { Attack, Wire } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Whoever sits before an authority drops what it answers, so that nobody learns what it has revoked, and meanwhile uses a copied
 * credential. Verifiers that go on with old knowledge accept it. Breaks access.
 */
export const revocationSuppression: Attack = {
  id: 'A13',
  name: 'revocation-suppression',
  summary: 'Status lists are held back, so that a revoked credential goes on being accepted.',
  classes: ['PV', 'IX'],
  groups: ['R5'],
  breaks: 'access',
  position: 'on the wires from an authority to all who ask it for its lists',
  knowledge: 'protocol',
  budget: 'all wires to one authority for some minutes, one copy of key material, a connection every ten seconds',
  preconditions: 'key material of a node that several platforms know was copied a minute before the run',
  needs: ['wires.RP-D', 'copies'],
  steps: ['suppress', 'use'],
  gains: ['keys'],
  observables: 'questions to the authority without answers; lists that run out',
  // Who has no current list accepts nobody (C05); who asks for no proof asks for no credential either (C01), and who judges
  // no list lets in whoever is on it (C04).
  beatenBy: ['C01', 'C04', 'C05'],
  notBeatenBy: ['C32', 'C11'],
  residual: {
    rate: 0,
    reason: 'until the last list that got through runs out the copy still works; that is not counted as late',
  },
  references: ['ATT&CK v18.1 T1557', 'ATT&CK v18.1 T1078'],
  intensity: { everyNs: seconds(2), source: 'assumption' },
  *campaign(hand) {
    const all = Object.values(hand.stage.wires);
    const at = (point: Wire['point']): readonly Wire[] => all.filter((wire) => wire.point === point);
    hand.step('suppress');
    for (const wire of at('RP-D')) hand.tap(wire, () => 'drop');
    const copies = Object.entries(hand.stage.copies);
    const [name, { node }] = copies.find(([, copy]) => at('RP-I').some(({ from }) => from === copy.node))!;
    const doors = at('RP-I').filter(({ from }) => from === node);
    hand.step('use');
    for (let turn = 0; turn < 19; turn++) {
      const { point, to } = doors[turn % doors.length]!;
      const line = hand.open(point, to, node, hand.copied(name));
      yield { line };
      // Still let in, after so long without a list.
      if (turn > 9 && line.state === 'open') hand.gain('keys', hand.copied(name));
      hand.close(line);
      yield hand.wait(seconds(10));
    }
  },
  // Later than any list lives in the scenarios here (assumption).
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'opened' && fact.staleNs > seconds(100) },
};
