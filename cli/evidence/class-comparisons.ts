import { pairedDifference } from '../../metrics/statistics/paired.ts';
import { seedOf } from '../../scenarios/replicate.ts';
import { alignedTable } from '../table.ts';
import { playedBy, spentBy } from './class-play.ts';
import type { ClassPlay } from './class-play.ts';
import { numberText } from './figure.ts';
import type { Bar } from './figure.ts';
import { attackOf, classOf, scenarioOf } from './known.ts';
import { profile } from './trial.ts';

const lifecycle = scenarioOf('S10');

/** Success of this rank is looked at: the first comes when its turn comes to either. */
const rank = 3;

/** P2 as it is and P2 without learning, with the same budget and random numbers, where one control is missing. */
export function learning(quick: boolean, print: (text: string) => void): readonly Bar[] {
  const repertoire = ['A10', 'A28', 'A29', 'A43', 'A50', 'A30'].map(attackOf);
  const set = {
    durationSeconds: 600,
    withdrawals: 0,
    reportSeconds: 20,
    beatSeconds: 10,
    commandEverySeconds: 60,
    viewEverySeconds: 60,
  };
  const runs = quick ? 4 : 10;
  const arms = (['static', 'bandit'] as const).map((adaptivity) =>
    Array.from({ length: runs }, (_, replication) =>
      playedBy({ ...classOf('P2'), adaptivity }, repertoire, {
        scenario: lifecycle,
        under: profile('framework', ['C15']),
        seed: seedOf(1, replication),
        set,
      }),
    ),
  );
  const [fixed, adapting] = arms as [ClassPlay[], ClassPlay[]];
  // Who never came to it in its budget came to it at the end of the run at the earliest.
  const endNs = (20 + set.durationSeconds) * 1e9;
  const rankSeconds = ({ succeededNs }: ClassPlay): number => (succeededNs[rank - 1] ?? endNs) / 1e9;
  const more = pairedDifference(
    fixed.map(({ successes }) => successes),
    adapting.map(({ successes }) => successes),
  );
  const sooner = pairedDifference(adapting.map(rankSeconds), fixed.map(rankSeconds));
  const mean = (values: readonly number[]): string => numberText(values.reduce((a, b) => a + b, 0) / values.length);
  const heading = ['P2 in S10 under framework without C15', 'successes', `success no. ${rank} at s`, 'noticed'];
  print(
    alignedTable(
      [
        heading,
        ...arms.map((arm, index) => [
          ['in turn (as P1)', 'bandit'][index]!,
          mean(arm.map(({ successes }) => successes)),
          mean(arm.map(rankSeconds)),
          mean(arm.map(({ attempts }) => spentBy(attempts, 'alarms'))),
        ]),
      ],
      ['left', 'right', 'right', 'right'],
    ),
  );
  const above = (what: string, { mean: value, interval }: typeof more): Bar => ({
    what,
    bar: 'interval > 0',
    value: `${numberText(value)} [${interval?.map(numberText).join(', ') ?? 'unknown'}]`,
    met: interval !== null && interval[0] > 0,
  });
  return [
    above(`successes more by learning, ${runs} seeds in pairs`, more),
    above(`seconds sooner to success no. ${rank} by learning`, sooner),
  ];
}

/** A watched insider with its budget of alarms, and one who does not care. */
export function watched(print: (text: string) => void): readonly Bar[] {
  const insider = classOf('P4');
  const { alarmsTolerated } = insider.budget;
  const unlimited = { ...insider, budget: { ...insider.budget, alarmsTolerated: { ...alarmsTolerated, value: null } } };
  const reading = [attackOf('A30')];
  const arms = [
    ['watched, framework less C14 C30', insider, ['C14', 'C30']],
    ['watched, less C15 C44 too', insider, ['C14', 'C30', 'C15', 'C44']],
    ['does not care, framework less C14 C30', unlimited, ['C14', 'C30']],
  ] as const;
  const played = arms.map(([, attacker, without]) =>
    playedBy(attacker, reading, {
      scenario: lifecycle,
      under: profile('framework', without),
      seed: 1,
      set: { durationSeconds: 400, withdrawals: 0 },
    }),
  );
  const rows = arms.map(([name], index) => {
    const { attempts, successes } = played[index]!;
    return [name, String(attempts.length), String(successes), numberText(spentBy(attempts, 'alarms'))];
  });
  print(
    alignedTable([['P4 in S10', 'attempts', 'successes', 'noticed'], ...rows], ['left', 'right', 'right', 'right']),
  );
  const [on, off, careless] = played.map(({ attempts }) => attempts.length) as [number, number, number];
  return [
    { what: 'P4: attempts with C15 and C44, and without', bar: 'fewer', value: `${on}, ${off}`, met: on < off },
    {
      what: 'P4: attempts with a budget of alarms, and without',
      bar: 'fewer',
      value: `${on}, ${careless}`,
      met: on < careless,
    },
  ];
}
