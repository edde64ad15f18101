import { bulkExfiltration } from '../../attacks/bulk-exfiltration.ts';
import { attackSuccessRate } from '../../metrics/measures/attack-success-rate.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { firstOfTwo } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import { watchedArchive, watchedRoom } from './watched-archive.ts';

const attackSeconds = 4 * 3600;
const detectionSeconds = 6 * 3600;
const expected = firstOfTwo(attackSeconds, detectionSeconds);
/** A run lasts at most 104 days of exact time. */
const attemptsARun = 500;
/** A31 by an intruder who enters, prepares for an exponential time, and only then asks for the archive. */
const slowExfiltration: Attack = {
  ...bulkExfiltration,
  intensity: { everyNs: seconds(60), source: 'anchor V-R1' },
  steps: ['enter', 'query'],
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['guest']!;
    hand.step('enter');
    const entry = hand.open('RP-A', door, person, hand.account('guest'));
    yield { line: entry };
    hand.say(entry, { kind: 'enter', subject: person, dataClass: 'personal', body: { person } });
    yield { reply: entry };
    yield { untilNs: hand.now - Math.log(hand.random.open()) * seconds(attackSeconds) };
    hand.step('query');
    // A channel that was idle for hours is closed: it comes back over a new one.
    const back = hand.open('RP-A', door, person, hand.account('guest'));
    yield { line: back };
    hand.say(back, { kind: 'query', subject: watchedRoom, dataClass: 'personal', body: { room: 0, first: 0, person } });
    // What comes goes to the account, as every answer does.
    yield hand.wait(seconds(1));
  },
};

/** V-R1: exfiltration against detection. `meanDetectionSeconds` other than six hours is a range that is wrong. */
export const exfiltrationRace = (meanDetectionSeconds = detectionSeconds): Anchor => ({
  rows: [
    {
      id: 'V-R1',
      name: 'exfiltration (mean 4 h) before detection (mean 6 h): share',
      expected,
      widest: widest(expected, 0.002),
    },
  ],
  through: 'attack A31 over a line of its own, a scripted response, storage agent and storage, oracle, metric M01',
  run(effort) {
    const runs = sized(120, effort);
    let hits = 0;
    let trials = 0;
    for (const run of rounds(runs, effort)) {
      const seen = playTiny(
        {
          name: 'V-R1',
          ...watchedArchive(meanDetectionSeconds),
          attacks: [slowExfiltration],
          warmUpNs: seconds(1),
          untilNs: seconds(attemptsARun * (attackSeconds + 60)),
        },
        keyOf(effort.seed, run, 'V-R1')[0]!,
        [attackSuccessRate],
      );
      hits += seen.attacks[0]!.successes;
      trials += seen.attacks[0]!.attempts;
    }
    return [ofTrials(hits, trials, effort)];
  },
});
