import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/** Forgeries that look like a certificate of the true authority, so that only following the chain tells them from one. */
const likenesses = ['namesake', 'impostor', 'unlabelled'] as const;

/**
 * One verifier is tried for each check that its software may leave out, in a thing's name: with a certificate of the attacker's own making
 * (chain), with a genuine one of somebody else (name), and with a copied one (status, where it was revoked since). Whoever is let in reports
 * a false state. Breaks authenticity of the twin.
 */
export const certificateCheckBypass: Attack = {
  id: 'A11',
  name: 'certificate-check-bypass',
  summary: 'Software that leaves out a check of certificates takes a forged, a foreign or a revoked one for a thing’s.',
  classes: ['PV'],
  groups: ['R4', 'R5'],
  breaks: 'authenticity',
  position: 'outside, with network access to the IoT platform',
  knowledge: 'protocol',
  budget: 'one forged certificate, one account, one copy of key material and three connections an attempt',
  preconditions: 'software at the door leaves out a check of the certificates that it is shown',
  needs: ['copies', 'victims', 'accounts'],
  steps: ['chain', 'name', 'status'],
  gains: ['name'],
  observables: 'a second connection under one identity; openings with broken chains, other names or revoked serials',
  // Software that checks nothing still asks for a proof with some key (C01), and for a short life (C03), which a copy of yesterday does
  // not have; what a thing has to seal (C16) neither a forged nor a foreign certificate helps with. Each alone lets it back in.
  beatenBy: ['C01', 'C03', 'C16'],
  notBeatenBy: ['C32', 'C04', 'C05', 'C11', 'C12'],
  residual: {
    rate: 0,
    reason:
      'none for copies older than a credential’s life; a younger one that was revoked works wherever status is not asked for',
  },
  references: ['ATT&CK v18.1 T1649', 'CAPEC-195'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const { accounts, copies, victims } = hand.stage;
    const [name, copy] = Object.entries(copies)[0]!;
    const { thing, entry, point, report } = victims.find((one) => one.thing === copy.node)!;
    const likeness = likenesses[hand.random.below(likenesses.length)]!;
    const shown = {
      chain: hand.feigned(thing, likeness),
      name: hand.account(Object.keys(accounts)[0]!),
      status: hand.copied(name),
    };
    for (const [check, ring] of Object.entries(shown)) {
      hand.step(check);
      const line = hand.open(point, entry, thing, ring);
      yield { line };
      if (line.state !== 'open') continue;
      const body = { ...report, at: hand.now };
      hand.say(line, { kind: 'report', subject: thing, dataClass: 'operational', body });
      yield hand.wait(seconds(2));
      if (line.state === 'open') hand.gain('name');
      hand.close(line);
    }
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
