import { attackers } from '../../attacks/attackers/catalogue.ts';
import { attacks } from '../../attacks/catalogue.ts';
import { pairedDifference } from '../../metrics/statistics/paired.ts';
import { dpmProviderMarket } from '../../scenarios/dpm-provider-market/scenario.ts';
import { lifecycleAndErasure } from '../../scenarios/lifecycle-and-erasure/scenario.ts';
import { meetingRoomMapping } from '../../scenarios/meeting-room-mapping/scenario.ts';
import { prepare, seedOf } from '../../scenarios/replicate.ts';
import { valuesAt } from '../../scenarios/values.ts';
import { beyond } from '../../sim/framework/attacker.ts';
import type { AttackerClass } from '../../sim/framework/attacker.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { points } from '../../sim/framework/figure.ts';
import type { Profile } from '../../sim/framework/profile.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import type { AttemptRecord } from '../../sim/framework/truth.ts';
import { alignedTable } from '../table.ts';
import { atMost, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { profile } from './trial.ts';

const classOf = (id: string): AttackerClass => attackers.find((attacker) => attacker.id === id)!;

/** What a class came to in a run. */
interface Played {
  readonly attempts: readonly AttemptRecord[];
  readonly judged: number;
  readonly successes: number;
  /** Moments of successes, ns, in order. */
  readonly succeededNs: readonly number[];
}

/** A run of a class with a repertoire. */
function playedBy(
  attacker: AttackerClass,
  repertoire: readonly Attack[],
  // Scenarios differ in their parameters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  { scenario, under, seed, set }: { scenario: Scenario<any>; under: Profile; seed: number; set: ParameterValues },
): Played {
  const again = 'npm run evidence -- attackers';
  const parameters = { ...valuesAt<ParameterValues>(scenario, 'smoke'), ...set };
  const plan = { scenario: scenario as unknown as Scenario, parameters, seed, again, attacker };
  const succeededNs: number[] = [];
  const { world, untilNs, assessment } = prepare({
    ...plan,
    profile: under,
    attacks: repertoire,
    suite: 'symbolic',
    ownMetrics: [
      {
        id: 'M900',
        name: 'moments-of-success',
        summary: 'when attempts came to their goals',
        unit: '1',
        formula: 'number of them',
        values: ['count'],
        scale: 'amount',
        about: 'attack',
        fold: () => ({
          block: () => undefined,
          attempt: ({ successNs }) => void (successNs !== null && succeededNs.push(successNs)),
          value: () => ({ count: { value: succeededNs.length, n: succeededNs.length } }),
        }),
      },
    ],
  });
  world.run(untilNs);
  world.recorder.digest();
  const run = { scenario: scenario.name, seed, again };
  const observed = assessment.close({ run, inside: world.inFlight(points), costs: world.costs() });
  const sum = (of: 'attempts' | 'successes'): number => observed.attacks.reduce((all, attack) => all + attack[of], 0);
  return {
    attempts: world.labels.attempts,
    judged: sum('attempts'),
    successes: sum('successes'),
    succeededNs: succeededNs.toSorted((a, b) => a - b),
  };
}

/** Where each class is looked at. */
const stages: readonly (readonly [string, { readonly scenario: Scenario<never>; readonly set: ParameterValues }])[] = [
  ['P0', { scenario: meetingRoomMapping, set: { durationSeconds: 240 } }],
  ['P1', { scenario: meetingRoomMapping, set: { durationSeconds: 480 } }],
  ['P2', { scenario: meetingRoomMapping, set: { durationSeconds: 480 } }],
  ['P3', { scenario: dpmProviderMarket, set: { durationSeconds: 480 } }],
  ['P4', { scenario: lifecycleAndErasure, set: { durationSeconds: 480 } }],
  ['P5', { scenario: lifecycleAndErasure, set: { durationSeconds: 480 } }],
] as never;

const spentBy = (attempts: readonly AttemptRecord[], item: keyof AttemptRecord['spent']): number =>
  attempts.reduce((all, { spent }) => all + spent[item]!, 0);

/** Each class at a scenario, under nothing and under everything. */
function classTable(quick: boolean, print: (text: string) => void): readonly Bar[] {
  const rows: string[][] = [];
  const bars: Bar[] = [];
  for (const [id, { scenario, set }] of stages) {
    const attacker = classOf(id);
    const able = attacks.filter(
      (attack) => scenario.attacks.includes(attack.id) && beyond(attacker, attack) === undefined,
    );
    const rates = (['none', 'framework'] as const).map((name) => {
      const shorter = quick ? { durationSeconds: Number(set['durationSeconds']) / 2 } : {};
      const repertoire = attacker.misuse === undefined ? able : [attacker.misuse];
      const played = playedBy(attacker, repertoire, {
        scenario,
        under: profile(name),
        seed: 1,
        set: { ...set, ...shorter },
      });
      const { attempts, judged, successes } = played;
      rows.push([
        `${id} ${attacker.name}`,
        scenario.id,
        name,
        String(judged),
        String(successes),
        ...(['requests', 'identities', 'money', 'computeSeconds', 'alarms'] as const).map((item) =>
          numberText(spentBy(attempts, item)),
        ),
        attempts.at(-1)?.exhausted ?? (attempts.length === 0 ? 'never began' : ''),
      ]);
      return judged === 0 ? 0 : successes / judged;
    });
    bars.push(atMost(`${id}: share of successes under framework`, rates[1]!, 0.05));
    if (attacker.misuse === undefined)
      bars.push({ what: `${id}: share under none`, bar: '> 0', value: numberText(rates[0]!), met: rates[0]! > 0 });
  }
  const heading = [
    'class',
    'at',
    'profile',
    'attempts',
    'successes',
    'requests',
    'identities',
    'USD',
    'CPU s',
    'noticed',
    'ended by',
  ];
  print(
    alignedTable(
      [heading, ...rows],
      heading.map((_, column) => (column > 2 && column < 10 ? 'right' : 'left')),
    ),
  );
  return bars;
}

/** Success of this rank is looked at: the first comes when its turn comes to either. */
const rank = 3;

/** P2 as it is and P2 without learning, with the same budget and random numbers, where one control is missing. */
function learning(quick: boolean, print: (text: string) => void): readonly Bar[] {
  const repertoire = ['A10', 'A28', 'A29', 'A43', 'A50', 'A30'].map((id) =>
    attacks.find((attack) => attack.id === id)!,
  );
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
        scenario: lifecycleAndErasure,
        under: profile('framework', ['C15']),
        seed: seedOf(1, replication),
        set,
      }),
    ),
  );
  const [fixed, adapting] = arms as [Played[], Played[]];
  // Who never came to it in its budget came to it at the end of the run at the earliest.
  const endNs = (20 + set.durationSeconds) * 1e9;
  const rankSeconds = ({ succeededNs }: Played): number => (succeededNs[rank - 1] ?? endNs) / 1e9;
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
function watched(print: (text: string) => void): readonly Bar[] {
  const insider = classOf('P4');
  const { alarmsTolerated } = insider.budget;
  const unlimited = { ...insider, budget: { ...insider.budget, alarmsTolerated: { ...alarmsTolerated, value: null } } };
  const reading = attacks.filter(({ id }) => id === 'A30');
  const arms = [
    ['watched, framework less C14 C30', insider, ['C14', 'C30']],
    ['watched, less C15 C44 too', insider, ['C14', 'C30', 'C15', 'C44']],
    ['does not care, framework less C14 C30', unlimited, ['C14', 'C30']],
  ] as const;
  const played = arms.map(([, attacker, without]) =>
    playedBy(attacker, reading, {
      scenario: lifecycleAndErasure,
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

/** What classes of attackers come to, what it costs them, and what it is worth to learn. */
export const attackerFigure: Figure = {
  name: 'attackers',
  summary:
    'what each class of attackers comes to, what it spends, what it is worth to learn, and when a watched insider leaves',
  takes: '',
  measure({ quick, print }) {
    return [...classTable(quick, print), ...learning(quick, print), ...watched(print)];
  },
};
