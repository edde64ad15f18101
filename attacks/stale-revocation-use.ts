import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A copied credential is shown at one verifier after the other, in the hope that one of them has not yet learnt that it was revoked.
 * Each learns at a time of its own: at its next refresh, or with a newer list that somebody shows it. What counts is a use later than
 * that. Breaks access.
 */
export const staleRevocationUse: Attack = {
  id: 'A12',
  name: 'stale-revocation-use',
  summary: 'A revoked credential is used where its revocation should long be known.',
  classes: ['PV', 'IX'],
  groups: ['R5'],
  breaks: 'access',
  position: 'outside, with network access to the doors of several platforms',
  knowledge: 'protocol',
  budget: 'one copy of key material and one connection an attempt',
  preconditions: 'key material of a node that several platforms know was copied a minute before the run',
  needs: ['copies', 'wires.reports up 1'],
  steps: ['use'],
  gains: ['platform'],
  observables: 'a second connection under one identity; revoked credentials being shown',
  // Without proof of a name nobody asks for a credential (C01), and without a look at the list it stays good until its root is
  // dropped (C04). Each alone lets it back in.
  beatenBy: ['C01', 'C04'],
  notBeatenBy: ['C32', 'C03', 'C05', 'C12'],
  residual: { rate: 0, reason: 'until a verifier’s refresh the copy still works there; that is not counted as late' },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1649'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const { copies, wires } = hand.stage;
    // Whoever brings what things report up to a platform: in most houses their IoT platform, elsewhere a thing itself.
    const doors = Object.entries(wires).flatMap(([of, one]) => (of.startsWith('reports up ') ? [one] : []));
    const [name, copy] = Object.entries(copies).find(([, { node }]) => doors.some(({ from }) => from === node))!;
    const own = doors.filter(({ from }) => from === copy.node);
    const { point, to } = own[hand.random.below(own.length)]!;
    hand.step('use');
    const line = hand.open(point, to, copy.node, hand.gained('keys')?.keys ?? hand.copied(name));
    yield { line };
    if (line.state === 'open') hand.gain('platform');
    hand.close(line);
  },
  // Later than the slowest refresh and its lag in the scenarios here (assumption).
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'opened' && fact.staleNs > seconds(60) },
};
