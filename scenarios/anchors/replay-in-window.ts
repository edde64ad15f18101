import { messageReplay } from '../../attacks/message-replay.ts';
import { attackSuccessRate } from '../../metrics/measures/attack-success-rate.ts';
import { timestampWindow } from '../../sim/controls/timestamp-window.ts';
import type { Attack, Recording } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { insideWindow } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';

const windowSeconds = 30;
const meanSeconds = 60;
const expected = insideWindow(windowSeconds, meanSeconds);
const attemptsARun = 10_000;
/** Time between two commands; a campaign waits half of it for one. */
const commandSeconds = 20;
const lamp = 1 as Address<'device'>;

const commander: Component<'iot-platform', object> = {
  role: 'iot-platform',
  code: 'commander 1',
  state: () => ({}),
  start: (_state, _index, io) => io.wake(1, seconds(commandSeconds)),
  receive: () => undefined,
  wake(_state, _index, _timer, _argument, io) {
    const body = { quantity: 'lamp', value: 1, person: io.node } as const;
    io.send('RP-T', lamp, { kind: 'command', subject: lamp, dataClass: 'operational', body });
    io.wake(1, seconds(commandSeconds));
  },
};

const obedientLamp: Component<'device', object> = {
  role: 'device',
  code: 'obedient lamp 1',
  state: () => ({}),
  start: () => undefined,
  receive(_state, _index, message, io) {
    if (message.kind === 'command') io.act('lamp', message.body.value, {});
  },
  wake: () => undefined,
};

/**
 * A07 with a delay that is exponential from the moment of the recording on, so that the window cuts it at a known
 * share.
 */
const replayAfterRandomDelay: Attack = {
  ...messageReplay,
  intensity: { everyNs: seconds(1), source: 'anchor V-C4' },
  *campaign(hand) {
    let recording: Recording | undefined;
    hand.step('listen');
    hand.tap(hand.stage.wires['commands']!, (seen) => {
      recording ??= seen.record();
      return 'pass';
    });
    while (recording === undefined) yield hand.wait(seconds(5));
    yield { untilNs: recording.takenNs - Math.log(hand.random.open()) * seconds(meanSeconds) };
    hand.step('replay');
    hand.replay(recording);
    // One nanosecond lets what was sent arrive before the attempt is over.
    yield hand.wait(1);
  },
};

/**
 * V-C4: replays against a time-stamp window that stands alone. `realWindowSeconds` other than 30 is a range that
 * is wrong.
 */
export const replayInWindow = (realWindowSeconds = windowSeconds): Anchor => ({
  rows: [
    {
      id: 'V-C4',
      name: 'share of replays accepted, window 30 s, mean delay 60 s',
      expected,
      widest: widest(expected, 0.002),
    },
  ],
  through: 'attack A07 with random delay, control C09 alone, virtual world, oracle, metric M01',
  run(effort) {
    const runs = sized(8, effort);
    let hits = 0;
    let trials = 0;
    for (const run of rounds(runs, effort)) {
      const seen = playTiny(
        {
          name: 'V-C4',
          nodes: [
            { name: 'commander', component: commander, cells: 0 },
            { name: 'lamp', component: obedientLamp, cells: 0 },
          ],
          wires: [{ point: 'RP-T', from: 'commander', to: 'lamp' }],
          standing: [timestampWindow({ windowNs: seconds(realWindowSeconds), skewNs: seconds(5) })],
          attacks: [replayAfterRandomDelay],
          stage: { wires: { commands: { from: 0, to: lamp, point: 'RP-T' } } },
          warmUpNs: 0,
          untilNs: seconds(attemptsARun * (meanSeconds + commandSeconds / 2 + 1)),
        },
        keyOf(effort.seed, run, 'V-C4')[0]!,
        [attackSuccessRate],
      );
      hits += seen.attacks[0]!.successes;
      trials += seen.attacks[0]!.attempts;
    }
    return [ofTrials(hits, trials, effort)];
  },
});
