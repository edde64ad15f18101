import { prepare } from '../../scenarios/replicate.ts';
import { alignedTable } from '../table.ts';
import { meaningBytes, MeaningKeeper } from './meaning.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { ownAttacks, planOf, profile } from './trial.ts';
import type { Trial } from './trial.ts';

const set = ['durationSeconds=1180', 'staySeconds=60', 'awaySeconds=10'];

/** An attack that starts half-way changes no fact before its first touch. */
export const halfwayFigure: Figure = {
  name: 'halfway',
  summary: 'an attack that starts half-way: at least 10 000 facts before its first touch, all as in the run without it',
  takes: '',
  measure({ quick, print }) {
    const rows: string[][] = [
      [
        'profile',
        'attack',
        'facts',
        'first attempt s',
        'facts before',
        'equal',
        'first that differs s',
        'facts that descend',
      ],
    ];
    const changed: string[] = [];
    const untouched: string[] = [];
    let fewest = Infinity;
    for (const name of quick ? (['none'] as const) : (['none', 'framework'] as const)) {
      const honest = kept({ set, profile: profile(name), seed: 5 });
      for (const attack of ownAttacks) {
        const attacked = kept({ set, profile: profile(name), attacks: [attack], seed: 5 });
        const touchNs = attacked.firstAttemptNs;
        const before = attacked.keeper.countBefore(touchNs);
        const same = honest.keeper.sameAs(attacked.keeper);
        fewest = Math.min(fewest, before);
        if (same < before) changed.push(`${name} ${attack.id}`);
        if (attacked.keeper.labelled === 0 && same === honest.keeper.count) untouched.push(`${name} ${attack.id}`);
        rows.push([
          name,
          `${attack.id} ${attack.name}`,
          numberText(attacked.keeper.count),
          (touchNs / 1e9).toFixed(3),
          numberText(before),
          numberText(Math.min(same, before)),
          same < attacked.keeper.count ? (attacked.keeper.timeOf(same) / 1e9).toFixed(3) : 'none',
          numberText(attacked.keeper.labelled),
        ]);
      }
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right']));
    print(
      `S01 with ${set.join(' ')}, seed 5, attempts from 600 s on; facts compared over all ${meaningBytes} bytes of their meaning`,
    );
    return [
      atLeast('facts before the first touch, fewest', fewest, 10_000),
      none('attacks that changed a fact before their first touch', changed),
      none('attacks that left no fact at all', untouched),
    ];
  },
};

function kept(trial: Trial): { readonly keeper: MeaningKeeper; readonly firstAttemptNs: number } {
  const keeper = new MeaningKeeper();
  const { world, untilNs } = prepare({ ...planOf(trial), attackFromNs: 600e9, observers: [keeper] });
  world.run(untilNs);
  // The last block is shown when the recording ends.
  world.recorder.digest();
  return { keeper, firstAttemptNs: world.labels.attempts[0]?.startNs ?? untilNs };
}
