import { attacks } from '../../attacks/catalogue.ts';
import { homeOf } from '../../scenarios/studied.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { alignedTable } from '../table.ts';
import { percentText } from '../outcome-rows.ts';
import { atLeast, none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { profile } from './trial.ts';
import type { Tally } from './trial.ts';
import { triedAtHome } from './tried-at-home.ts';

/** Lower bound of success that an attack must have where nothing is protected. */
export const backAt = 0.5;
/** The same of an attack, which needs a person's response at times: of the rate at which that is drawn. */
export const backFrom = ({ drawn }: Attack): number => backAt * (drawn?.rate ?? 1);
/** Upper bound of success under the full framework, where the attack's file predicts no larger residual. */
export const heldAt = 0.02;
/** The same of an attack: its file may predict a larger residual. */
const heldFor = ({ residual }: Attack): number => Math.max(heldAt, residual.rate);

/** Success of a tally with its 95 % interval, in percent. */
export const rateText = ({ successes, attempts, ci95 }: Tally): string =>
  attempts === 0
    ? 'never tried'
    : `${percentText(successes / attempts)} % [${percentText(ci95[0])}, ${percentText(ci95[1])}]`;

/** Attempts of each attack in each arm, at least: none of so many shows that fewer than one in fifty succeed. */
const fewest = 200;
/** So many times as often an arm is tried of which the first count does not tell on which side of its bar it lies. */
const further = 3;

/** Each attack in its home under nothing, under everything, and under everything less the controls that it says beat it. */
export const attackFigure: Figure = {
  name: 'attacks',
  summary:
    'each attack in its scenario, at least 200 attempts: it works under none, not under framework, and is back without its controls',
  takes: 'identifiers of attacks; all where there are none',
  measure({ quick, words, print }) {
    const least = quick ? 25 : fewest;
    const bars: Bar[] = [];
    const chosen = attacks.filter(({ id }) => words.length === 0 || words.includes(id));
    for (const attack of chosen) {
      const arms = [
        { title: 'none', profile: profile('none') },
        { title: 'framework', profile: profile('framework') },
        { title: `framework without ${attack.beatenBy.join(' ')}`, profile: profile('framework', attack.beatenBy) },
      ];
      const tallies = arms.map((arm) => {
        const attempts = Math.ceil(least / (attack.drawn?.rate ?? 1));
        const first = triedAtHome(attack, arm.profile, attempts);
        const [lower, upper] = first.ci95;
        const open = arm.title === 'framework' && lower <= heldFor(attack) && upper > heldFor(attack);
        return open && first.successes > 0 ? triedAtHome(attack, arm.profile, further * attempts) : first;
      });
      const rows = arms.map(({ title }, at) => {
        const tally = tallies[at]!;
        const [name, home] = at === 0 ? [`${attack.id} ${attack.name}`, homeOf(attack).id] : ['', ''];
        return [name, home, title, String(tally.attempts), rateText(tally), String(tally.replications)];
      });
      // Told as they come: all of them together take the better part of an hour.
      print(alignedTable(rows, ['left', 'left', 'left', 'right', 'left', 'right']));
      bars.push(...barsOf(attack, tallies as [Tally, Tally, Tally]));
    }
    bars.push(
      none(
        'attacks that were asked for and are none',
        words.filter((id) => !chosen.some((one) => one.id === id)),
      ),
    );
    return bars;
  },
};

function barsOf(attack: Attack, tallies: readonly [Tally, Tally, Tally]): readonly Bar[] {
  const [bare, full, back] = tallies;
  const { rate, reason } = attack.residual;
  const held = heldFor(attack);
  const own = attack.beatenBy.join(' ');
  return [
    atLeast(`${attack.id} attempts, fewest`, Math.min(...tallies.map((tally) => tally.attempts)), fewest),
    atLeast(`${attack.id} success under none, lower bound`, bare.ci95[0], backFrom(attack)),
    {
      what: `${attack.id} success under framework, upper bound`,
      bar: `<= ${held}${rate > heldAt ? ` (${reason})` : ''}`,
      value: full.ci95[1].toFixed(4),
      met: full.attempts > 0 && full.ci95[1] <= held,
    },
    {
      what: `${attack.id} back without ${own}, lower bound`,
      bar: `>= ${backFrom(attack)} and > ${full.ci95[1].toFixed(4)}`,
      value: back.ci95[0].toFixed(4),
      met: back.ci95[0] >= backFrom(attack) && back.ci95[0] > full.ci95[1],
    },
  ];
}
