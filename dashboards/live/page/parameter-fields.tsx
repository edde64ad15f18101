import type { ParameterChoice, RunOrder, ScenarioChoice } from '../protocol.ts';

interface Props {
  readonly scenario: ScenarioChoice;
  readonly order: RunOrder;
  readonly change: (part: Partial<RunOrder>) => void;
}

const rangeText = ({ least, most, unit, choices }: ParameterChoice): string => {
  if (choices !== undefined) return '';
  const named = unit === '' || unit === '1' ? '' : ` ${unit}`;
  return `${least ?? 'any'} to ${most ?? 'any'}${named}`;
};

function Parameter({
  parameter,
  usual,
  value,
  onChange,
}: {
  readonly parameter: ParameterChoice;
  readonly usual: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}) {
  const id = `set-${parameter.name}`;
  const take = (text: string): void => onChange(text === usual ? undefined : text);
  return (
    <div class={`parameter${value === undefined ? '' : ' changed'}`}>
      <label for={id}>{parameter.name}</label>
      {parameter.choices === undefined ? (
        <input
          id={id}
          inputMode="decimal"
          value={value ?? usual}
          aria-describedby={`${id}-about`}
          onInput={(event) => take(event.currentTarget.value)}
        />
      ) : (
        <select
          id={id}
          value={value ?? usual}
          aria-describedby={`${id}-about`}
          onChange={(event) => take(event.currentTarget.value)}
        >
          {parameter.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      <span class="small" id={`${id}-about`}>
        {parameter.summary}
        {rangeText(parameter) === '' ? '' : ` (${rangeText(parameter)})`}
      </span>
    </div>
  );
}

/** The scenario's parameters with the values of the chosen size; only those that differ are asked for. */
export function ParameterFields({ scenario, order, change }: Props) {
  const changed = Object.keys(order.set).length;
  return (
    <details>
      <summary>Parameters{changed > 0 ? `: ${changed} changed` : ''}</summary>
      <div class="field until">
        <label for="order-until">End the run at</label>
        <input
          id="order-until"
          value={order.until}
          placeholder="the scenario’s end"
          onInput={(event) => change({ until: event.currentTarget.value.trim() })}
        />
        <span class="small">simulated time: 90s, 2m, 00:03:12.5</span>
      </div>
      <div class="parameters">
        {scenario.parameters.map((parameter) => (
          <Parameter
            key={parameter.name}
            parameter={parameter}
            usual={String(scenario.sizes[order.size]?.[parameter.name] ?? parameter.default)}
            value={order.set[parameter.name]}
            onChange={(value) => {
              const { [parameter.name]: _before, ...others } = order.set;
              change({ set: value === undefined ? others : { ...others, [parameter.name]: value } });
            }}
          />
        ))}
      </div>
    </details>
  );
}
