import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';

/** A scenario's parameters at their defaults. */
export const defaultsOf = <Parameters extends ParameterValues>(scenario: Scenario<Parameters>): Parameters =>
  Object.fromEntries(
    Object.entries(scenario.parameters).map(([name, parameter]) => [name, parameter.default]),
  ) as unknown as Parameters;
