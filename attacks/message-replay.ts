import type { Attack, Recording } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A recorded command is sent again: whoever sits on the wire to a door lock takes down what passes while somebody
 * commands it, waits until all have gone, and writes the recording into the wire again. Breaks freshness.
 */
export const messageReplay: Attack = {
  id: 'A07',
  name: 'message-replay',
  summary: 'A recorded command is sent again after its time.',
  classes: ['PV', 'IX'],
  groups: ['R4'],
  breaks: 'freshness',
  position: 'on the wire between the IoT platform and a device',
  knowledge: 'protocol',
  budget: 'one recording and one replay an attempt',
  preconditions: 'a command passes while the attacker listens',
  needs: ['wires.commands'],
  steps: ['listen', 'replay'],
  gains: ['command'],
  observables: 'repeated sequence numbers and nonces, old time stamps, broken records',
  // The record number, the time stamp (the replay is older than the window) and the sequence number are each enough. Nonces
  // are remembered only as long as C09 would take a message: alone they let this late replay pass. C13 alone lets no command
  // pass at all, since without C01 no channel proves whom a token is bound to: there is nothing to record.
  beatenBy: ['C32', 'C09', 'C11', 'C13'],
  notBeatenBy: ['C10', 'C01', 'C12', 'C16'],
  residual: { rate: 0, reason: 'none is known' },
  references: ['EMB3D 2.0.1 TID-407', 'EMB3D 2.0.1 TID-221', 'CAPEC-60'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const wire = hand.stage.wires['commands']!;
    let recording: Recording | undefined;
    hand.step('listen');
    hand.tap(wire, (seen) => {
      if (seen.clear?.kind === 'command') hand.gain('command');
      // On a protected wire a command cannot be told from an answer: the first thing that passes will do.
      if (seen.clear === null || seen.clear.kind === 'command') recording ??= seen.record();
      return 'pass';
    });
    for (let waited = 0; waited < 300 && recording === undefined; waited++) yield hand.wait(seconds(1));
    if (recording === undefined) return;
    // Longer than a time-stamp window of 30 s; mean as in anchor V-C4.
    yield hand.wait(seconds(35) - Math.log(hand.random.open()) * seconds(25));
    hand.step('replay');
    hand.replay(recording);
    yield hand.wait(seconds(5));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'acted' && fact.replayed },
};
