import { attacks } from '../../attacks/catalogue.ts';
import { beyond } from '../../sim/framework/attacker.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import { alignedTable } from '../table.ts';
import { learning, watched } from './class-comparisons.ts';
import { playedBy, spentBy } from './class-play.ts';
import { atMost, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { classOf, scenarioOf } from './known.ts';
import { profile } from './trial.ts';

/** Where each class is looked at: scenario, and parameters. */
const stages: readonly (readonly [string, string, ParameterValues])[] = [
  ['P0', 'S01', { durationSeconds: 240 }],
  ['P1', 'S01', { durationSeconds: 480 }],
  ['P2', 'S01', { durationSeconds: 480 }],
  ['P3', 'S09', { durationSeconds: 480 }],
  ['P4', 'S10', { durationSeconds: 480 }],
  ['P5', 'S10', { durationSeconds: 480 }],
];

/** Each class at a scenario, under nothing and under everything. */
function classTable(quick: boolean, print: (text: string) => void): readonly Bar[] {
  const rows: string[][] = [];
  const bars: Bar[] = [];
  for (const [id, place, set] of stages) {
    const attacker = classOf(id);
    const scenario = scenarioOf(place);
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
