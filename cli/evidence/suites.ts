import { controls } from '../../sim/controls/catalogue.ts';
import { alignedTable } from '../table.ts';
import { byteFlips } from './byte-flips.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { MeaningKeeper } from './meaning.ts';
import { attacks } from '../../attacks/catalogue.ts';
import { prepare } from '../../scenarios/replicate.ts';
import type { RunPlan } from '../../scenarios/replicate.ts';
import { homeOf, planAtHome } from '../../scenarios/studied.ts';
import type { Replication } from '../../metrics/results/replication.ts';
import { points } from '../../sim/framework/figure.ts';
import { ownAttacks, planOf, profile } from './trial.ts';

interface Seen {
  readonly keeper: MeaningKeeper;
  readonly digest: string;
  /** Verdicts: what attempts came to, violations, refusals by control. */
  readonly verdicts: string;
}

/** Both suites: the same facts and verdicts under every attack; and every class of flipped byte is refused where it should be. */
export const suiteFigure: Figure = {
  name: 'suites',
  summary:
    'symbolic and openssl: the same facts and verdicts with every attack; every class of flipped bit refused by its control',
  takes: '',
  measure({ quick, print }) {
    const rows: string[][] = [['profile', 'attack', 'facts', 'equal facts', 'symbolic', 'openssl', 'verdicts']];
    const different: string[] = [];
    let pairs = 0;
    const given = ['durationSeconds=280', 'statusSeconds=30'];
    const elsewhere = attacks.filter((attack) => !ownAttacks.includes(attack));
    for (const name of quick ? (['framework'] as const) : (['none', 'transport', 'framework'] as const)) {
      const inRooms = [[], ...ownAttacks.map((attack) => [attack]), ownAttacks].map((set) => ({
        label: set.map(({ id }) => id).join('+') || 'none',
        planFor: (suite: RunPlan['suite']) =>
          planOf({ set: given, profile: profile(name), attacks: set, suite, seed: 3 }),
      }));
      const atHome = elsewhere.map((attack) => ({
        label: `${attack.id} in ${homeOf(attack).id}`,
        planFor: (suite: RunPlan['suite']) => planAtHome(attack, { profile: profile(name), suite }),
      }));
      for (const { label, planFor } of [...inRooms, ...atHome]) {
        const [symbolic, openssl] = (['symbolic', 'openssl'] as const).map((suite) => seen(planFor(suite))) as [
          Seen,
          Seen,
        ];
        const same = symbolic.digest === openssl.digest && symbolic.verdicts === openssl.verdicts;
        if (!same) different.push(`${name} ${label}`);
        pairs += 1;
        rows.push([
          name,
          label,
          numberText(symbolic.keeper.count),
          numberText(symbolic.keeper.sameAs(openssl.keeper)),
          symbolic.digest.slice(0, 12),
          openssl.digest.slice(0, 12),
          symbolic.verdicts === openssl.verdicts ? 'the same' : 'differ',
        ]);
      }
    }
    print(alignedTable(rows, ['left', 'left', 'right', 'right', 'left', 'left', 'left']));
    const flips = byteFlips();
    print(
      alignedTable(
        [
          ['flipped, in openssl', 'part', 'flips', 'refused by', 'expected'],
          ...flips.map(({ title, part, flips: count, refusedBy, expected }) => [
            title,
            part,
            String(count),
            Object.entries(refusedBy)
              .map(([control, refusals]) => `${control} ${refusals}`)
              .join(', '),
            expected.map((id) => `${id} ${controls.find((control) => control.id === id)?.name ?? ''}`).join(' or '),
          ]),
        ],
        ['left', 'left', 'right', 'left', 'left'],
      ),
    );
    print('refused by: refusals beyond those of the same run without a flip, by control');
    return [
      atLeast('pairs of runs', pairs, (attacks.length + 2) * 3),
      none('pairs that differ in a fact or a verdict', different),
      atLeast('classes of flipped bits', flips.length, 13),
      none(
        'classes without a flip, or not refused by the control that should',
        flips
          .filter((flip) => flip.flips === 0 || !flip.expected.some((id) => (flip.refusedBy[id] ?? 0) > 0))
          .map((flip) => `${flip.title} ${flip.part}`),
      ),
    ];
  },
};

function seen(plan: RunPlan): Seen {
  const keeper = new MeaningKeeper();
  const { world, untilNs, assessment } = prepare({ ...plan, observers: [keeper] });
  world.run(untilNs);
  const digest = world.recorder.digest();
  const {
    attacks: attempts,
    violations,
    violationsTotal,
    refusals,
  }: Pick<Replication, 'attacks' | 'violations' | 'violationsTotal' | 'refusals'> = assessment.close({
    run: { scenario: plan.scenario.name, seed: plan.seed, again: plan.again },
    inside: world.inFlight(points),
    costs: world.costs(),
  });
  return { keeper, digest, verdicts: JSON.stringify([attempts, violations, violationsTotal, refusals]) };
}
