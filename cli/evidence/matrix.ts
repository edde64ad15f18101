import { attacks } from '../../attacks/catalogue.ts';
import { aloneFor, homeOf, studySeconds } from '../../scenarios/studied.ts';
import { replicate } from '../../scenarios/replicate.ts';
import type { RunPlan } from '../../scenarios/replicate.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { valuesAt } from '../../scenarios/values.ts';
import { alignedTable } from '../table.ts';
import { backFrom, heldAt, rateText } from './attacks.ts';
import { atLeast, none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { seconds } from './place.ts';
import { profile } from './trial.ts';
import type { Tally } from './trial.ts';
import { triedAtHome } from './tried-at-home.ts';

/** How claims begin that say what controls may refuse of honest traffic. */
const bandName = 'controls refuse at most';

/** What is predicted of an attack in an arm. */
type Prediction = 'works' | 'returns' | 'held';

interface Cell {
  readonly attack: Attack;
  /** `none`, `framework`, or what is missing from it. */
  readonly arm: string;
  readonly predicted: Prediction;
  readonly tally: Tally;
}

/**
 * Whether a cell says something else than its prediction: an attack that should work and whose whole interval lies below a half, one
 * that should return and never does, or one that should be held and whose whole interval lies above its residual. Null where nothing was
 * tried.
 */
const surprise = ({ attack, predicted, tally: { attempts, successes, ci95 } }: Cell): boolean | null => {
  if (attempts === 0) return null;
  if (predicted === 'returns') return successes / attempts <= attack.residual.rate;
  return predicted === 'works' ? ci95[1] < backFrom(attack) : ci95[0] > Math.max(heldAt, attack.residual.rate);
};

const mark = (cell: Cell): string => {
  const found = surprise(cell);
  if (found === null) return '?';
  if (cell.predicted === 'held') return found ? 'BACK' : '.';
  return found ? 'STOP' : 'back';
};

/** Every attack at home: under nothing, under everything, and under everything less controls; the cells that its file predicts. */
export const matrixFigure: Figure = {
  name: 'matrix',
  summary:
    'every attack at home x controls: returns where its file predicts them and nowhere else; --quick: predicted cells only',
  takes: 'identifiers of attacks; all where there are none',
  measure({ quick, words, print }) {
    const least = quick ? 12 : 20;
    const chosen = attacks.filter(({ id }) => words.length === 0 || words.includes(id));
    const standing = controlsOf(profile('framework')).map(({ id }) => id);
    const cells: Cell[] = [];
    const unpromised: string[] = [];
    for (const attack of chosen) {
      const runSeconds = quick ? studySeconds(attack) / 2 : studySeconds(attack);
      const add = (
        arm: string,
        predicted: Prediction,
        without: readonly ControlId[],
        name = profile('framework'),
      ): void => {
        const tally = triedAtHome(
          attack,
          { ...name, without },
          Math.ceil(least / (attack.drawn?.rate ?? 1)),
          runSeconds,
        );
        cells.push({ attack, arm, predicted, tally });
      };
      add('none', 'works', [], profile('none'));
      add('framework', 'held', []);
      // With them out all others stand, and with them those of which its file says that they do not help.
      add('all of its own', 'works', attack.beatenBy);
      unpromised.push(
        ...attack.notBeatenBy
          .filter((control) => !standing.includes(control))
          .map((control) => `${attack.id} ${control}`),
      );
      const alone = aloneFor(attack);
      for (const control of quick ? attack.beatenBy : standing) {
        add(control, alone.includes(control) ? 'returns' : 'held', [control]);
      }
    }
    const told = cells.map((cell) => [
      `${cell.attack.id} ${cell.attack.name}`,
      homeOf(cell.attack).id,
      ['none', 'framework'].includes(cell.arm) ? cell.arm : `framework without ${cell.arm}`,
      cell.predicted,
      mark(cell),
      rateText(cell.tally),
      `${cell.tally.successes} of ${cell.tally.attempts}`,
    ]);
    const sides = ['left', 'left', 'left', 'left', 'left', 'left', 'right'] as const;
    print(alignedTable([['attack', 'in', 'arm', 'predicted', 'found', 'success [95 %]', 'attempts'], ...told], sides));
    const named = (found: readonly Cell[]): readonly string[] => found.map(({ attack, arm }) => `${attack.id} ${arm}`);
    print(
      'works: in half of all attempts at least; returns: in some; back: it does; . : it is held; BACK, STOP: nobody predicted it; ?: never tried. Controls of which a file says that they do not help stand in "all of its own".',
    );
    return [
      atLeast('attacks', chosen.length, words.length === 0 ? attacks.length : words.length),
      none('cells that nobody predicted', named(cells.filter((cell) => surprise(cell) === true))),
      none('cells in which no attempt came to an end', named(cells.filter((cell) => surprise(cell) === null))),
      none('controls said not to help that stand nowhere', unpromised),
      ...honestBars(chosen),
    ];
  },
};

/** What controls refuse of honest traffic in each home as it stands, held against the band that the scenario claims. */
const honestBars = (chosen: readonly Attack[]): readonly Bar[] =>
  [...new Set(chosen.map(homeOf))].flatMap((scenario) => {
    // Where rules refuse what honest people ask for, as consent does, a scenario claims no such band.
    const band = scenario.claims.find(({ name }) => name.startsWith(bandName));
    if (band === undefined) return [];
    const { values } = replicate(honestPlan(scenario), { seconds });
    const { value, n } = values['M33']!;
    return {
      what: `${scenario.id} honest traffic refused, ${n} messages`,
      bar: `at most${band.name.slice(bandName.length)}`,
      value: value === null ? 'unknown' : value.toFixed(5),
      met: band.holds((metric) => values[metric]?.value ?? null, 'none') === true,
    };
  });

const honestPlan = (scenario: Scenario): RunPlan => ({
  scenario,
  parameters: valuesAt(scenario, 'smoke'),
  profile: profile('framework'),
  attacks: [],
  seed: 1,
  suite: 'symbolic',
  again: `metarange run ${scenario.name} --attack none`,
});
