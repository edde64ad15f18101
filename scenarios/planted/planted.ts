import type { Attack, Property } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { Cast, ParameterValues, Placement, Scenario } from '../../sim/framework/scenario.ts';
import type { RunPlan } from '../replicate.ts';
import { valuesAt } from '../values.ts';

/** One thing wrong in an otherwise honest run of a scenario, by which one property is violated: proof that the oracle finds it. */
export interface Planted {
  readonly property: Property;
  /** What is wrong in the world. */
  readonly what: string;
  // Scenarios differ in their parameters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly scenario: Scenario<any>;
  /** Values that differ from smoke size: a short run. */
  readonly set: ParameterValues;
  /** Controls that would have kept it from happening and stand not, in the honest run either. */
  readonly without: readonly ControlId[];
  /** Puts it into the cast: a node that does not do as it should, or somebody on stage who does one thing once. */
  readonly fault: Fault;
  /** Further properties that the same thing violates by what they are, with the reason. */
  readonly besides: Readonly<Partial<Record<Property, string>>>;
}

/** How something is wrong. Each call makes it anew, for one run: it happens once in each. */
export type Fault =
  | { readonly kind: 'component'; spoil(cast: Cast): Cast }
  | { readonly kind: 'intruder'; enter(): Attack };

const planOf = ({ scenario, set, without }: Planted): RunPlan => ({
  scenario: scenario as unknown as Scenario,
  parameters: { ...valuesAt<ParameterValues>(scenario as unknown as Scenario, 'smoke'), ...set },
  profile: { name: 'framework', without },
  attacks: [],
  seed: 1,
  suite: 'symbolic',
  again: 'npm run evidence -- violations',
});

/** The run in which it is planted, and the same run without it, in which nobody attacks. */
export function plansOf(planted: Planted): { readonly spoilt: RunPlan; readonly honest: RunPlan } {
  const honest = planOf(planted);
  const { fault } = planted;
  if (fault.kind === 'intruder') return { spoilt: { ...honest, attacks: [fault.enter()] }, honest };
  const { scenario } = honest;
  return {
    spoilt: { ...honest, scenario: { ...scenario, build: (...given) => fault.spoil(scenario.build(...given)) } },
    honest,
  };
}

/** A component of any role: whoever spoils one passes on what it gets. */
export type AnyComponent = Placement['component'];

/** The cast with another component in one of its placements. */
export function withComponent(cast: Cast, name: string, change: (component: AnyComponent) => AnyComponent): Cast {
  if (cast.placements.every((placement) => placement.name !== name)) throw new RangeError(`no placement ${name}`);
  return {
    ...cast,
    placements: cast.placements.map((placement) =>
      placement.name === name ? { ...placement, component: change(placement.component) } : placement,
    ),
  };
}

/** First node of a placement. */
export const nodeOf = (cast: Cast, name: string): number => cast.placements.find((one) => one.name === name)!.first;
