import { bulkExfiltration } from '../../attacks/bulk-exfiltration.ts';
import type { Attack, AttackId } from '../../sim/framework/attack.ts';
import type { KillChain } from '../../sim/framework/kill-chain.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { allBefore } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';
import { watchedArchive, watchedRoom } from './watched-archive.ts';

const stages = 5;
const stageSeconds = 3600;
const detectionSeconds = 6 * 3600;
const expected = allBefore(stages, stageSeconds, detectionSeconds);
/** A run lasts at most 104 days of exact time. */
const playsARun = 400;
const idOf = (stage: number): AttackId => `A${9001 + stage}`;
const passed = (stage: number): string => `stage ${stage + 1}`;

/** A stage of an intruder who is in since the first one: it takes an exponential time, and then the account must still be answered. */
const stageOf = (stage: number): Attack => ({
  ...bulkExfiltration,
  id: idOf(stage),
  intensity: { everyNs: seconds(60), source: 'anchor V-R2' },
  steps: ['work', 'query'],
  gains: [passed(stage)],
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['guest']!;
    hand.step('work');
    if (stage === 0) {
      const entry = hand.open('RP-A', door, person, hand.account('guest'));
      yield { line: entry };
      hand.say(entry, { kind: 'enter', subject: person, dataClass: 'personal', body: { person } });
      yield { reply: entry };
    }
    yield { untilNs: hand.now - Math.log(hand.random.open()) * seconds(stageSeconds) };
    hand.step('query');
    const line = hand.open('RP-A', door, person, hand.account('guest'));
    yield { line };
    hand.say(line, { kind: 'query', subject: watchedRoom, dataClass: 'personal', body: { room: 0, first: 0, person } });
    yield { reply: line };
    if (line.inbox.some(({ kind }) => kind === 'records')) hand.gain(passed(stage));
  },
});

const chain: KillChain = {
  id: 'K90',
  name: 'staged-intrusion',
  summary: 'Five stages of an hour each in an account that is looked into.',
  home: 'V-R2',
  order: 'sequence',
  stages: Array.from({ length: stages }, (_, stage) => ({
    attack: idOf(stage),
    purpose: 'another hour unseen',
    ...(stage === 0 ? {} : { takes: [passed(stage - 1)] }),
    gives: [passed(stage)],
    brokenBy: [],
    tries: 1,
  })),
};

/** V-R2: a chain of five stages against detection. `meanDetectionSeconds` other than six hours is a range that is wrong. */
export const stagedIntrusion = (meanDetectionSeconds = detectionSeconds): Anchor => ({
  rows: [
    {
      id: 'V-R2',
      name: 'all of five stages (mean 1 h each) before detection (mean 6 h): share',
      expected,
      widest: widest(expected, 0.002),
    },
  ],
  through:
    'a chain of five attacks in sequence over lines of their own, a scripted response, storage, oracle, plays of the chain',
  run(effort) {
    const runs = sized(200, effort);
    let hits = 0;
    let trials = 0;
    for (const run of rounds(runs, effort)) {
      const seen = playTiny(
        {
          name: 'V-R2',
          ...watchedArchive(meanDetectionSeconds),
          attacks: Array.from({ length: stages }, (_, stage) => stageOf(stage)),
          chain,
          warmUpNs: seconds(1),
          untilNs: seconds(playsARun * (stages * stageSeconds)),
        },
        keyOf(effort.seed, run, 'V-R2')[0]!,
        [],
      );
      hits += seen.chain!.stages.at(-1)!.reached;
      trials += seen.chain!.plays;
    }
    return [ofTrials(hits, trials, effort)];
  },
});
