import type { ParameterValues, Scenario, Size } from '../sim/framework/scenario.ts';

/** A scenario's parameters at their defaults. */
export const defaultsOf = <Parameters extends ParameterValues>(scenario: Scenario<Parameters>): Parameters =>
  Object.fromEntries(
    Object.entries(scenario.parameters).map(([name, parameter]) => [name, parameter.default]),
  ) as unknown as Parameters;

/** A scenario's parameters at a size: its defaults, but for those that the size sets. */
export const valuesAt = <Parameters extends ParameterValues>(
  scenario: Scenario<Parameters>,
  size: Size,
): Parameters => ({ ...defaultsOf(scenario), ...scenario.sizes[size] });
