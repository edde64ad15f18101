import type { Attack } from '../sim/framework/attack.ts';
import type { Image } from '../sim/framework/messages/maintenance.ts';
import { seconds } from '../sim/framework/time.ts';
import { contraryReport } from './steps/contrary-report.ts';

/** What goes out in the place of an update: newer than any, of a usual length, and signed by nobody (assumption). */
const body: Image = { code: 'backdoor 1', version: 1e6, length: 512 * 1024, signature: null };
const updates = 8;

/**
 * Somebody in the machine that brings updates to things brings them other code, and puts it in the place of every release that goes out
 * there. Things that run it say the contrary of their state. Breaks authenticity of the code that runs.
 */
export const firmwareBackdoor: Attack = {
  id: 'A21',
  name: 'firmware-backdoor',
  summary: 'A poisoned update from the machine that maintains things turns them against their owner.',
  classes: ['PV'],
  groups: ['R1'],
  breaks: 'authenticity',
  position: 'inside the IoT platform that brings updates to its devices',
  knowledge: 'protocol',
  budget: 'one machine; eight updates an attempt, and what it does to releases for twenty seconds',
  preconditions: 'things take updates from their IoT platform without being asked',
  needs: ['insiders.update server', 'hand.implant'],
  steps: ['poison', 'turn'],
  gains: ['things'],
  observables: 'images that no maker has signed; another measurement of the code of things',
  // The server proves its own name and may bring images: only what the maker has signed tells them apart.
  beatenBy: ['C37'],
  notBeatenBy: ['C32', 'C01', 'C04', 'C12', 'C16'],
  residual: {
    rate: 0,
    reason: 'none is known; whoever has the maker’s own key signs what he likes, which is not tried here',
  },
  references: ['ATT&CK v18.1 T1195.002', 'ATT&CK v18.1 ICS T0857', 'EMB3D 2.0.1 TID-211', 'CAPEC-638'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const server = hand.stage.insiders['update server']!;
    hand.step('poison');
    hand.implant(server, {
      rewrite: (node, leaving) => {
        if (node !== server) return contraryReport(leaving);
        return leaving.kind === 'image' ? { ...leaving, kind: 'image', body } : undefined;
      },
    });
    for (let update = 0; update < updates; update++) {
      const thing = hand.scan(server, 'RP-T', 'device');
      hand.speak(server, 'RP-T', thing, { kind: 'image', subject: thing, dataClass: 'public', body });
      yield hand.wait(seconds(1));
    }
    if (hand.taken.some((node) => node !== server)) hand.gain('things');
    hand.step('turn');
    yield hand.wait(seconds(12));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'booted' && fact.forged },
};
