import type { Attack } from '../../sim/framework/attack.ts';
import { alignedTable } from '../table.ts';
import { percentText } from '../outcome-rows.ts';
import { atLeast, none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { commandOf, conditionsOf, ownAttacks, profile, tried } from './trial.ts';
import type { Tally, Trial } from './trial.ts';

/** Lower bound of success that an attack must have where nothing is protected. */
export const backAt = 0.5;
/** The same of an attack, which needs a person's response at times: of the rate at which that is drawn. */
export const backFrom = ({ drawn }: Attack): number => backAt * (drawn?.rate ?? 1);
/** Upper bound of success under the full framework, where the attack's file predicts no larger residual. */
export const heldAt = 0.02;

/** Success of a tally with its 95 % interval, in percent. */
export const rateText = ({ successes, attempts, ci95 }: Tally): string =>
  attempts === 0
    ? 'never tried'
    : `${percentText(successes / attempts)} % [${percentText(ci95[0])}, ${percentText(ci95[1])}]`;

/** Each attack under nothing, under everything, and under everything less the controls that it says beat it. */
export const attackFigure: Figure = {
  name: 'attacks',
  summary:
    'each attack, at least 300 attempts: it works under none, not under framework, and is back without its controls',
  takes: 'identifiers of attacks; all where there are none',
  measure({ quick, words, print }) {
    const least = quick ? 25 : 300;
    const bars: Bar[] = [];
    const rows: string[][] = [['attack', 'profile', 'attempts', 'success [95 %]', 'replications']];
    const commands: string[] = [];
    const chosen = ownAttacks.filter(({ id }) => words.length === 0 || words.includes(id));
    for (const attack of chosen) {
      const arms = [
        { title: 'none', profile: profile('none') },
        { title: 'framework', profile: profile('framework') },
        { title: `framework without ${attack.beatenBy.join(' ')}`, profile: profile('framework', attack.beatenBy) },
      ];
      const tallies = arms.map((arm): Tally => {
        const trial: Trial = { set: conditionsOf(attack, 3600), profile: arm.profile, attacks: [attack] };
        const tally = tried(trial, least);
        rows.push([
          `${attack.id} ${attack.name}`,
          arm.title,
          String(tally.attempts),
          rateText(tally),
          String(tally.replications),
        ]);
        commands.push(commandOf({ ...trial, replications: tally.replications }));
        return tally;
      });
      const [bare, full, back] = tallies as [Tally, Tally, Tally];
      const held = Math.max(heldAt, attack.residual.rate);
      bars.push(
        atLeast(`${attack.id} attempts, fewest`, Math.min(...tallies.map((tally) => tally.attempts)), 300),
        atLeast(`${attack.id} success under none, lower bound`, bare.ci95[0], backFrom(attack)),
        {
          what: `${attack.id} success under framework, upper bound`,
          bar: `<= ${held}${attack.residual.rate > heldAt ? ` (${attack.residual.reason})` : ''}`,
          value: full.ci95[1].toFixed(4),
          met: full.attempts > 0 && full.ci95[1] <= held,
        },
        {
          what: `${attack.id} back without ${attack.beatenBy.join(' ')}, lower bound`,
          bar: `>= ${backFrom(attack)} and > ${full.ci95[1].toFixed(4)}`,
          value: back.ci95[0].toFixed(4),
          met: back.ci95[0] >= backFrom(attack) && back.ci95[0] > full.ci95[1],
        },
      );
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'left', 'right']));
    print(commands.join('\n'));
    bars.push(
      none(
        'attacks of the scenario that were not run',
        words.length === 0 ? [] : words.filter((id) => !chosen.some((one) => one.id === id)),
      ),
    );
    return bars;
  },
};
