import { points } from '../../sim/framework/figure.ts';
import { costsSince } from '../../sim/worlds/shared/control-costs.ts';
import { prepare } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import { staged } from '../staged.ts';
import { sampleOf, trafficOf } from './service-sample.ts';
import type { ServiceSample, Work } from './service-sample.ts';

type Charged = Work['charged'];

const entriesOf = <Value>(all: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] =>
  Object.entries(all);

const since = (charged: Charged, before: Charged): Charged =>
  Object.fromEntries(
    entriesOf(charged).map(([control, all]) => [
      control,
      Object.fromEntries(
        Object.entries(all).map(([operation, ns]) => [
          operation,
          ns - ((before[control] as Readonly<Record<string, number>> | undefined)?.[operation] ?? 0),
        ]),
      ),
    ]),
  );

const sumOf = (charged: Charged): number =>
  Object.values(charged).reduce(
    (sum, all) => sum + Object.values(all as Readonly<Record<string, number>>).reduce((part, ns) => part + ns, 0),
    0,
  );

/** Runs the virtual twin of an honest live run. */
export function virtualService(plan: RunPlan): ServiceSample {
  const traffic = trafficOf(staged(plan));
  const { world, cast, untilNs, assessment } = prepare({ ...plan, observers: [traffic, ...(plan.observers ?? [])] });
  world.run(cast.warmUpNs);
  const [charged, costs] = [world.charged(), world.costs()];
  world.run(untilNs);
  world.recorder.digest();
  const run = { scenario: plan.scenario.name, seed: plan.seed, again: plan.again };
  const observed = assessment.close({ run, inside: world.inFlight(points), costs: world.costs() });
  const late = since(world.charged(), charged);
  return sampleOf(observed, traffic, {
    totalNs: sumOf(late),
    controls: costsSince(world.costs(), costs),
    charged: late,
  });
}
