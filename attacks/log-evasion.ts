import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * The audit trail is made to lie: what a platform puts on record is taken off the wire, an entry that it never wrote is put in its place,
 * and where the wire cannot be written into, somebody goes to the log and writes in the platform's name. Breaks integrity of the record.
 */
export const logEvasion: Attack = {
  id: 'A43',
  name: 'log-evasion',
  summary: 'Entries of the audit log are taken off the wire, and false ones are written in a platform’s name.',
  classes: ['PV', 'IA', 'IX', 'EX'],
  groups: ['R2'],
  breaks: 'integrity',
  position: 'on the wire from a platform to the audit log, with network access to the log',
  knowledge: 'protocol',
  budget: 'eight seconds of entries, and one false entry on each of two ways an attempt',
  preconditions: 'the log takes entries over the network',
  needs: ['wires.audit'],
  steps: ['cut', 'forge', 'walk in'],
  gains: ['log'],
  observables:
    'broken records or a channel that ends, gaps in the numbers of a session, openings that prove another name',
  // Nobody writes into a sealed wire (C32), nor opens a channel under a name that he cannot prove (C01).
  beatenBy: ['C01', 'C32'],
  notBeatenBy: ['C09', 'C11', 'C12', 'C16', 'C24'],
  residual: {
    rate: 0,
    reason: 'none of false entries; on a sealed wire entries can still be kept from coming, which ends the channel',
  },
  references: ['ATT&CK v18.1 T1562.008', 'ATT&CK v18.1 T1070', 'ATT&CK v18.1 ICS T0872', 'EMB3D 2.0.1 TID-225'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const wire = hand.stage.wires['audit']!;
    const entry = {
      kind: 'entry',
      subject: wire.from,
      dataClass: 'operational',
      body: { event: 'avatar entered', about: wire.from },
    } as const;
    hand.step('cut');
    hand.tap(wire, ({ clear }) => (clear === null ? 'pass' : 'drop'));
    yield hand.wait(seconds(8));
    hand.step('forge');
    hand.inject(wire, entry);
    yield hand.wait(seconds(1));
    hand.step('walk in');
    const line = hand.open('RP-O', wire.to, wire.from, null);
    yield { line };
    if (line.state !== 'open') return;
    hand.say(line, entry);
    yield hand.wait(seconds(1));
    hand.gain('log');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'delivered' && fact.place === 'RP-O' && fact.forged,
  },
};
