import { metricRows, unitOf } from '../../metrics/catalogue.ts';
import { saturationPoint } from '../../metrics/comparisons/saturation-point.ts';
import { runArm } from '../../scenarios/arm.ts';
import { loadPoint } from '../../scenarios/benches/load-sweep.ts';
import type { RunPlan } from '../../scenarios/replicate.ts';
import { planAtHome } from '../../scenarios/studied.ts';
import { valuesAt } from '../../scenarios/values.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { attackOf, classOf, scenarioOf } from './known.ts';
import { measuredIn } from './measured-in.ts';
import type { MeasuredRun } from './measured-in.ts';
import { seconds } from './place.ts';
import { profile } from './trial.ts';

const seed = 1;

/** What a run came to: where it ran, under what, and each value by its name in results. */
interface Outcome {
  readonly scenario: string;
  readonly attack: string;
  readonly values: Readonly<Record<string, number | null>>;
}

/** Carries out a declared run. */
function played(run: MeasuredRun): Outcome {
  if ('reportSeconds' in run) {
    const points = run.reportSeconds.map((every) => loadPoint(run.profile, every));
    const sweep = points.flatMap(({ offeredPerSecond, goodputPerSecond }) =>
      goodputPerSecond === null ? [] : { offeredPerSecond, goodputPerSecond },
    );
    return {
      scenario: `S01, sweep of ${points.length} loads`,
      attack: points[0]!.attack,
      values: { [saturationPoint.id]: saturationPoint.find(sweep).value },
    };
  }
  const given = { profile: profile(run.profile), seed };
  const attack = 'attack' in run ? attackOf(run.attack) : null;
  const attacker = 'by' in run ? classOf(run.by) : undefined;
  const plan = 'attack' in run ? planAtHome(attack!, given) : honestPlan(run.scenario, given);
  const arm = runArm(
    {
      ...plan,
      ...(attacker === undefined ? {} : { attacker }),
      attackSets: attack === null ? [] : [[attack]],
      repetition: { kind: 'replications', count: 1 },
      withBaseline: 'beside' in run,
    },
    { seconds },
  );
  return {
    scenario: `${plan.scenario.id} ${plan.scenario.name}`,
    attack: [attack?.id ?? 'none', attack?.name, attacker && `by ${attacker.id}`].filter(Boolean).join(' '),
    values: Object.fromEntries(Object.entries(arm.metrics).map(([name, { value }]) => [name, value])),
  };
}

function honestPlan(id: string, given: Pick<RunPlan, 'profile' | 'seed'>): RunPlan {
  const scenario = scenarioOf(id);
  return {
    scenario,
    parameters: valuesAt(scenario, 'smoke'),
    attacks: [],
    suite: 'symbolic',
    again: `metarange run ${scenario.name} --attack none`,
    ...given,
  };
}

/** Every metric of the catalogue, with a run in which it has a value. */
export const metricFigure: Figure = {
  name: 'metrics',
  summary: 'every metric of the catalogue has each of its values in some run, listed with that run',
  takes: '',
  measure({ print }) {
    const found = new Map<string, string[][]>();
    const unknown: string[] = [];
    for (const run of measuredIn) {
      const { scenario, attack, values } = played(run);
      for (const { id, name, values: names } of metricRows.filter((row) => run.metrics.some((id) => id === row.id))) {
        const rows = names.map((value) => {
          const measured = values[value] ?? null;
          if (measured === null) unknown.push(value);
          const text = measured === null ? 'unknown' : numberText(measured);
          return [value, name, text, unitOf(value), scenario, run.profile, attack, String(seed)];
        });
        found.set(id, [...(found.get(id) ?? []), ...rows]);
      }
    }
    const head = ['value', 'metric', '', 'unit', 'scenario', 'profile', 'attack', 'seed'];
    const rows = metricRows.flatMap(({ id }) => found.get(id) ?? []);
    print(alignedTable([head, ...rows], ['left', 'left', 'right', 'left', 'left', 'left', 'left', 'right']));
    return [
      atLeast('metrics with a run', found.size, metricRows.length),
      none(
        'metrics with no run',
        metricRows.filter(({ id }) => !found.has(id)).map(({ id }) => id),
      ),
      none('values that are unknown', unknown),
    ];
  },
};
