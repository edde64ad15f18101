import type { Choices, ScenarioChoice } from '../../dashboards/live/protocol.ts';
import { sizeNames } from '../../sim/framework/scenario.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { suiteNames } from '../../scenarios/replicate.ts';
import type { Catalogue } from '../engine.ts';

const scenarioChoice = ({ name, summary, attacks, parameters, sizes }: Scenario): ScenarioChoice => ({
  name,
  summary,
  attacks,
  parameters: Object.entries(parameters).map(([parameter, { summary: about, unit, default: usual, ...range }]) => ({
    name: parameter,
    summary: about,
    unit,
    default: usual,
    least: range.least,
    most: range.most,
    whole: range.whole,
    choices: range.choices,
  })),
  sizes: Object.fromEntries(
    Object.entries(sizes).map(([size, values]) => [
      size,
      Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
    ]),
  ),
});

/** What a page can choose from: the catalogue, as its form needs it. */
export const choicesOf = (catalogue: Catalogue): Choices => ({
  scenarios: catalogue.scenarios.map(scenarioChoice),
  profiles: catalogue.profiles.map(({ name, summary }) => ({ id: name, name, summary })),
  attacks: catalogue.attacks.map(({ id, name, summary }) => ({ id, name, summary })),
  controls: catalogue.controls.map(({ id, name, summary }) => ({ id, name, summary })),
  suites: suiteNames,
  sizes: sizeNames,
});
