import { beyond } from '../sim/framework/attacker.ts';
import type { Catalogue, Scene, SceneRequest } from './engine.ts';
import { listedScenario, liveness } from './listing.ts';
import { alignedTable, type Side } from './table.ts';

const table = (heading: readonly string[], rows: readonly (readonly string[])[], sides?: readonly Side[]): string =>
  `${alignedTable([heading, ...rows], sides ?? heading.map(() => 'left' as const))}\n`;

/** A scenario as plain data: as it is listed, with the values of its parameters, and who is in it. */
export function describedScenario({ scenario, size, seed, parameters, nodes }: SceneRequest, scene: Scene): object {
  const { stage, groups, found, total } = scene;
  return {
    scenario: listedScenario(scenario),
    size,
    seed,
    values: parameters,
    stage,
    groups,
    ...(nodes === null ? {} : { nodes: found, nodesTotal: total }),
  };
}

const rangeText = ({ choices, least, most }: SceneRequest['scenario']['parameters'][string]): string =>
  choices?.join('|') ?? `${least ?? ''}..${most ?? ''}`;

const parameterTable = ({ scenario, size, parameters }: SceneRequest): string => {
  const rows = Object.entries(scenario.parameters).map(([name, parameter]) => [
    name,
    String(parameters[name]),
    parameter.unit === '1' || parameter.choices !== undefined ? '' : parameter.unit,
    rangeText(parameter),
    parameter.summary,
  ]);
  return table(['parameter', size, 'unit', 'range', 'meaning'], rows, ['left', 'right', 'left', 'left', 'left']);
};

const nodeTable = ({ nodes }: SceneRequest, { groups, found, total }: Scene): string => {
  if (nodes !== null) {
    if (total === 0) return 'no node has that word in its name, role or sort\n';
    const rows = found.map(({ node, name, role, sorts, party }) => [String(node), name, role, sorts.join(' '), party]);
    const list = table(['number', 'node', 'role', 'sort', 'party'], rows, ['right', 'left', 'left', 'left', 'left']);
    return found.length < total ? `${list}and ${total - found.length} more: narrow it with --nodes WORD\n` : list;
  }
  const rows = groups.map(({ role, sorts, party, nodes: count, names }) => [
    role,
    sorts.join(' '),
    party,
    String(count),
    names.join(', ') + (count > names.length ? ', ...' : ''),
  ]);
  const all = groups.reduce((sum, group) => sum + group.nodes, 0);
  const sides = ['left', 'left', 'left', 'right', 'left'] as const;
  return `${table(['role', 'sort', 'party', 'nodes', 'names'], rows, sides)}${all} nodes; one by one: --nodes, or --nodes WORD\n`;
};

/** Names of a part of the stage that are shown, at most. */
const mostNames = 16;

const namesText = (names: readonly string[]): string =>
  names.slice(0, mostNames).join(', ') +
  (names.length > mostNames ? `, and ${names.length - mostNames} more: --json` : '');

const liveText = (scenario: SceneRequest['scenario']): string => {
  const { runs, because } = liveness(scenario);
  return runs ? `live: metarange live ${scenario.name}` : `live: no, ${because}`;
};

/** A scenario for people: what it is, what can be set, who attacks, what it claims, and who is in it. */
export function sceneText(request: SceneRequest, scene: Scene, catalogue: Catalogue): string {
  const { scenario, size, seed, nodes } = request;
  if (nodes !== null) return nodeTable(request, scene);
  const attacks = scenario.attacks.map((id) => catalogue.attacks.find((attack) => attack.id === id)!);
  const chains = catalogue.chains.filter(({ home }) => home === scenario.name);
  const headline = scenario.headline.map((id) => {
    const metric = catalogue.metrics.find((one) => one.id === id);
    return metric === undefined ? id : `${id} ${metric.name}`;
  });
  return [
    `${scenario.id} ${scenario.name}\n${scenario.summary}\n${scenario.drawing.trimEnd()}\n`,
    parameterTable(request),
    table(
      ['attack', '', ''],
      attacks.map(({ id, name, summary }) => [id, name, summary]),
    ),
    ...(chains.length === 0
      ? []
      : [
          table(
            ['chain', '', 'stages'],
            chains.map(({ id, name, stages }) => [id, name, stages.map(({ attack }) => attack).join(' > ')]),
          ),
        ]),
    table(
      ['attacker', '', 'of these it can make'],
      catalogue.attackers.map((attacker) => [
        attacker.id,
        attacker.name,
        attacker.misuse?.name ??
          (attacks.flatMap((attack) => (beyond(attacker, attack) === undefined ? [attack.id] : [])).join(' ') ||
            'none'),
      ]),
    ),
    table(
      ['stage', 'of which an attack of your own may need'],
      scene.stage.map(({ part, names }) => [part, part === 'rooms' ? String(names.length) : namesText(names)]),
    ),
    table(
      ['claim', 'profiles'],
      scenario.claims.map(({ name, profiles }) => [name, profiles.join(', ')]),
    ),
    `${liveText(scenario)}\n`,
    `headline metrics, which --precision narrows: ${headline.join(', ')}\n`,
    `at size ${size}, seed ${seed}:\n${nodeTable(request, scene)}`,
  ].join('\n');
}
