import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Half-open handshakes exhaust a door's bounded table: first packets from addresses that nobody answers at, so that
 * honest users find no place. Breaks availability.
 */
export const handshakeFlood: Attack = {
  id: 'A24',
  name: 'handshake-flood',
  summary: 'Half-open handshakes from spoofed addresses fill the doors’ tables.',
  classes: ['PV', 'IA'],
  groups: ['R5'],
  breaks: 'availability',
  position: 'outside, with network access to the avatar agents',
  knowledge: 'none',
  budget: '600 first packets a second at each door for 30 s',
  preconditions: 'spoofed source addresses are not filtered on the way',
  needs: ['doors'],
  steps: ['flood'],
  observables: 'a full table of half-open handshakes, honest openings that time out',
  // A place is taken only by one who receives at its address. A limit by source does not help: sources are spoofed.
  beatenBy: ['C43'],
  notBeatenBy: ['C24', 'C32', 'C01'],
  residual: {
    rate: 0,
    reason: 'none is known at this rate; a flood that fills the line itself is out of the control’s reach',
  },
  references: ['ATT&CK v18.1 T1499.002', 'EMB3D 2.0.1 TID-404', 'CAPEC-125'],
  intensity: { everyNs: seconds(30), source: 'assumption' },
  *campaign(hand) {
    hand.step('flood');
    for (const door of Object.values(hand.stage.doors)) hand.flood(door, 600, seconds(30), 'spoofed');
    yield hand.wait(seconds(30));
  },
  goal: {
    over: 'service',
    reached: ({ opensWanted, opensDone }) => opensWanted > 0 && opensDone < opensWanted / 2,
  },
};
