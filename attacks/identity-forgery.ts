import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { doorsBetween } from './steps/doors-between.ts';

/**
 * Whoever has copied the key of an authority signs certificates in the names of its nodes. They have chains that verify, and serials
 * that nobody revokes, since the authority has never heard of them. Breaks authenticity.
 */
export const identityForgery: Attack = {
  id: 'A02',
  name: 'identity-forgery',
  summary: 'A certificate that was signed with a stolen issuing key opens a channel in another’s name.',
  classes: ['PV', 'IX'],
  groups: ['R4', 'R5'],
  breaks: 'authenticity',
  position: 'outside, with network access to the doors of several platforms',
  knowledge: 'configuration',
  budget: 'one certificate and one connection an attempt',
  preconditions: 'the key of an authority was copied before the run',
  needs: ['issuers', 'wires.RP-I|RP-X'],
  steps: ['forge'],
  gains: ['platform'],
  observables: 'a second connection under one identity; certificates that no log holds',
  // No proof, no matter (C01); what the authority did not log does not count (C07). C04 looks serials up that it cannot know.
  beatenBy: ['C01', 'C07'],
  notBeatenBy: ['C32', 'C03', 'C04', 'C05'],
  residual: { rate: 0, reason: 'none is known; without a log it works until the stolen key’s root is dropped' },
  references: ['ATT&CK v18.1 T1649', 'CAPEC-195'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const { issuers } = hand.stage;
    const doors = doorsBetween(hand.stage);
    const { point, from, to } = doors[hand.random.below(doors.length)]!;
    hand.step('forge');
    const line = hand.open(point, to, from, hand.certified(Object.keys(issuers!)[0]!, from));
    yield { line };
    if (line.state === 'open') hand.gain('platform');
    hand.close(line);
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'opened' },
};
