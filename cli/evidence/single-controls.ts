import { controlsOf } from '../../sim/controls/profiles.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { alignedTable } from '../table.ts';
import { backAt, backFrom, heldAt, rateText } from './attacks.ts';
import { atLeast, atMost, none } from './figure.ts';
import type { Figure } from './figure.ts';
import { conditionsOf, ownAttacks, profile, tried } from './trial.ts';
import type { Tally } from './trial.ts';

type Cell = '.' | 'back' | 'BACK' | 'stop' | 'STOP' | 'unknown';

/** A return of an attack where one control is missing; in capitals where the attack's file did not name the control. */
const returned = (attack: Attack, control: ControlId, { attempts, ci95 }: Tally): Cell => {
  if (attempts === 0) return 'unknown';
  if (ci95[0] <= Math.max(heldAt, attack.residual.rate)) return '.';
  return attack.beatenBy.includes(control) ? 'back' : 'BACK';
};

/** A stop of an attack by one control alone; in capitals where the attack's file did not name the control. */
const stopped = (attack: Attack, control: ControlId, { attempts, ci95 }: Tally): Cell => {
  if (attempts === 0) return 'unknown';
  if (ci95[1] >= backFrom(attack)) return '.';
  return attack.beatenBy.includes(control) ? 'stop' : 'STOP';
};

/** Which single control lets which attack back in when it is missing, and which stops it when it stands alone. */
export const singleControlsFigure: Figure = {
  name: 'single-controls',
  summary:
    'each attack with each single control missing from framework, and standing alone: returns and stops, all predicted',
  takes: 'identifiers of attacks; all where there are none',
  measure({ quick, words, print }) {
    const least = quick ? 8 : 40;
    const everything = controlsOf(profile('framework')).map((control) => control.id);
    const sorted = everything.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const chosen = ownAttacks.filter(({ id }) => words.length === 0 || words.includes(id));
    const missing: string[][] = [['missing', ...chosen.map(({ id }) => id)]];
    const alone: string[][] = [['alone', ...chosen.map(({ id }) => id)]];
    const surprises: string[] = [];
    const unknown: string[] = [];
    const told: string[][] = [['control', 'attack', 'cell', 'attempts', 'success [95 %]', 'predicted']];
    let cells = 0;
    for (const control of sorted) {
      const [out, on] = [[control as string], [control as string]];
      for (const attack of chosen) {
        const set = conditionsOf(attack, quick ? 300 : 1200);
        const without = tried({ set, profile: profile('framework', [control]), attacks: [attack] }, least);
        const others = everything.filter((id) => id !== control);
        const only = tried({ set, profile: profile('framework', others), attacks: [attack] }, least);
        for (const [row, cell, tally, title] of [
          [out, returned(attack, control, without), without, `${attack.id} without ${control}`],
          [on, stopped(attack, control, only), only, `${attack.id} with ${control} alone`],
        ] as const) {
          row.push(cell);
          cells += 1;
          if (cell === 'unknown') unknown.push(title);
          if (cell === 'BACK' || cell === 'STOP') surprises.push(title);
          if (cell !== '.')
            told.push([
              control,
              attack.id,
              cell,
              String(tally.attempts),
              rateText(tally),
              cell === cell.toLowerCase() ? 'yes' : 'no',
            ]);
        }
      }
      missing.push(out);
      alone.push(on);
    }
    const sides = ['left' as const, ...chosen.map(() => 'left' as const)];
    print(alignedTable(missing, sides));
    print(alignedTable(alone, sides));
    print(
      `back: lower bound of success above ${heldAt}; stop: upper bound below ${backAt}; capitals: no file predicted it; unknown: what the attack needs never happened`,
    );
    print(alignedTable(told, ['left', 'left', 'left', 'right', 'left', 'left']));
    return [
      atLeast('cells measured', cells, sorted.length * ownAttacks.length * 2),
      none('returns and stops that nobody predicted', surprises),
      atMost('cells in which no attempt came to an end', unknown.length, 4),
    ];
  },
};
