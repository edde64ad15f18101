import type { Parameter, ParameterValue, ParameterValues, Scenario, Size } from '../sim/framework/scenario.ts';
import { valuesAt } from '../scenarios/values.ts';
import { FaultyRequest, quoted } from './fault.ts';
import { nearestName } from './nearest.ts';
import { decimalNumber } from './quantity.ts';

const numberOf = (name: string, parameter: Parameter, text: string): number => {
  const where = `--set ${name}`;
  const least = parameter.least ?? Number.NEGATIVE_INFINITY;
  const most = parameter.most ?? Number.POSITIVE_INFINITY;
  const unit = parameter.unit === '' || parameter.unit === '1' ? '' : ` ${parameter.unit}`;
  const range = `(${parameter.least ?? 'any'} to ${parameter.most ?? 'any'}${unit})`;
  const value = decimalNumber(text);
  if (value === undefined)
    throw new FaultyRequest(`not a number ${quoted(text)}`, where, `${parameter.default} ${range}`);
  const inside = Math.min(most, Math.max(least, parameter.whole ? Math.round(value) : value));
  if (inside === value) return value;
  const kind = parameter.whole && !Number.isInteger(value) ? 'not whole' : 'out of range';
  throw new FaultyRequest(`value ${quoted(text)} is ${kind}`, where, `${inside} ${range}`);
};

const valueOf = (name: string, parameter: Parameter, text: string): ParameterValue => {
  if (typeof parameter.default === 'number') return numberOf(name, parameter, text);
  const choices = parameter.choices;
  if (choices && !choices.includes(text)) {
    throw new FaultyRequest(`unknown value ${quoted(text)}`, `--set ${name}`, nearestName(text, choices));
  }
  return text;
};

/** What real time asks of a scenario's parameters; `attacked` where attackers play. */
export const realTimeValues = ({ live }: Scenario, attacked: boolean): Partial<ParameterValues> => ({
  ...live?.parameters,
  ...(attacked ? live?.attacked : {}),
});

/** A value for each parameter of a scenario: its defaults, then its size, then those of `real` time, then what was set, each checked. */
export function parameterValues(
  scenario: Scenario,
  size: Size,
  settings: readonly string[],
  real: Partial<ParameterValues> = {},
): ParameterValues {
  const known = Object.keys(scenario.parameters);
  const values = new Map<string, ParameterValue>(Object.entries(valuesAt(scenario, size)));
  for (const [name, value] of Object.entries(real)) if (value !== undefined) values.set(name, value);
  for (const setting of settings) {
    const split = setting.indexOf('=');
    const name = split < 0 ? setting : setting.slice(0, split);
    if (!known.includes(name)) {
      const nearest = nearestName(name, known);
      throw new FaultyRequest(
        `unknown parameter ${quoted(name)} of ${scenario.name}`,
        `--set ${quoted(setting)}`,
        nearest,
      );
    }
    const parameter = scenario.parameters[name]!;
    if (split < 0) throw new FaultyRequest(`no value for ${name}`, '--set', `${name}=${parameter.default}`);
    values.set(name, valueOf(name, parameter, setting.slice(split + 1)));
  }
  return Object.fromEntries(values);
}
