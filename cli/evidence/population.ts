import { prepare } from '../../scenarios/replicate.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { MeaningKeeper } from './meaning.ts';
import { ownAttacks, planOf, profile } from './trial.ts';

/** A thousand placements of one sensor each against one placement of a thousand: the same facts. */
export const populationFigure: Figure = {
  name: 'population',
  summary: '1 000 single nodes and one population of 1 000: the same facts',
  takes: '',
  measure({ quick, print }) {
    const rows: string[][] = [
      ['profile', 'attack', 'sensors', 'facts', 'equal facts', 'digest of the population', 'digest of the singles'],
    ];
    const different: string[] = [];
    let sensors = Infinity;
    const spoofing = ownAttacks.filter(({ id }) => id === 'A18');
    const arms: readonly (readonly ['none' | 'framework', readonly Attack[]])[] = [
      ['framework', []],
      ['none', spoofing],
      ['framework', spoofing],
    ];
    for (const [name, attacks] of quick ? arms.slice(0, 1) : arms) {
      const [one, singles] = (['one', 'singles'] as const).map((population) => {
        const keeper = new MeaningKeeper();
        const set = [
          'rooms=200',
          'equippedRooms=4',
          'durationSeconds=60',
          'restartAtSeconds=30',
          `population=${population}`,
        ];
        const prepared = prepare({ ...planOf({ set, profile: profile(name), attacks }), observers: [keeper] });
        prepared.world.run(prepared.untilNs);
        const placed = prepared.cast.placements.filter((placement) => /sensor/.test(placement.name));
        sensors = Math.min(
          sensors,
          placed.reduce((sum, placement) => sum + placement.count, 0),
        );
        return { keeper, digest: prepared.world.recorder.digest(), placements: placed.length };
      }) as [Kept, Kept];
      const label = `${name} ${attacks.map(({ id }) => id).join('+') || 'honest'}`;
      if (one.digest !== singles.digest || one.placements !== 1 || singles.placements !== sensors)
        different.push(label);
      rows.push([
        name,
        attacks.map(({ id }) => id).join('+') || 'none',
        `${sensors} in ${one.placements} and ${singles.placements}`,
        numberText(one.keeper.count),
        numberText(one.keeper.sameAs(singles.keeper)),
        one.digest.slice(0, 16),
        singles.digest.slice(0, 16),
      ]);
    }
    print(alignedTable(rows, ['left', 'left', 'left', 'right', 'right', 'left', 'left']));
    return [atLeast('sensors', sensors, 1000), none('runs whose digests differ', different)];
  },
};

interface Kept {
  readonly keeper: MeaningKeeper;
  readonly digest: string;
  readonly placements: number;
}
