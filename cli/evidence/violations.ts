import { attacks } from '../../attacks/catalogue.ts';
import { properties } from '../../sim/framework/attack.ts';
import type { Property } from '../../sim/framework/attack.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import type { Observations } from '../../metrics/results/replication.ts';
import { onlooker } from '../../scenarios/planted/onlooker.ts';
import { plantedViolations } from '../../scenarios/planted/catalogue.ts';
import { plansOf } from '../../scenarios/planted/planted.ts';
import type { Planted } from '../../scenarios/planted/planted.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { replicate } from '../../scenarios/replicate.ts';
import { valuesAt } from '../../scenarios/values.ts';
import { alignedTable } from '../table.ts';
import { atLeast, none, numberText } from './figure.ts';
import type { Figure } from './figure.ts';
import { seconds } from './place.ts';

type Seen = Observations['properties'];

const broken = (seen: Seen): readonly Property[] => properties.filter((property) => seen[property].violated > 0);

/** What the oracle says of an honest run of a scenario at smoke size, on which somebody looks who does nothing. */
const honestly = (scenario: Scenario): Seen =>
  replicate(
    {
      scenario,
      parameters: valuesAt(scenario, 'smoke'),
      profile: { name: 'framework', without: [] },
      attacks: [onlooker],
      seed: 1,
      suite: 'symbolic',
      again: `metarange run ${scenario.name} --attack none`,
    },
    { seconds },
  ).properties;

/** Properties that an attack of the scenario would break. */
const aimedAt = ({ attacks: own }: Scenario): ReadonlySet<Property> =>
  new Set(attacks.filter(({ id }) => own.includes(id)).map(({ breaks }) => breaks));

const found = (planted: Planted) => {
  const plans = plansOf(planted);
  return {
    planted,
    honest: replicate(plans.honest, { seconds }).properties,
    spoilt: replicate(plans.spoilt, { seconds }).properties,
  };
};

const isAlone = ({ planted, spoilt }: ReturnType<typeof found>): boolean =>
  broken(spoilt).every((property) => property === planted.property || Object.hasOwn(planted.besides, property));

/** The oracle finds what is wrong and only that, and judges on something where it finds nothing. */
export const violationFigure: Figure = {
  name: 'violations',
  summary:
    'each planted violation of each property is found, and no other; each property is judged on n > 0 in honest runs',
  takes: '',
  measure({ print }) {
    const all = plantedViolations.map(found);
    print(
      alignedTable(
        [
          ['property', 'judged', 'violated', 'without it', 'besides', 'run', 'what is planted'],
          ...all.map(({ planted, honest, spoilt }) => [
            planted.property,
            numberText(spoilt[planted.property].judged),
            numberText(spoilt[planted.property].violated),
            broken(honest).length === 0 ? 'nothing' : broken(honest).join(', '),
            broken(spoilt)
              .filter((property) => property !== planted.property)
              .map((property) => `${property} (${planted.besides[property] ?? 'not foreseen'})`)
              .join(', ') || '-',
            [planted.scenario.id, ...planted.without.map((control) => `-${control}`)].join(' '),
            planted.what,
          ]),
        ],
        ['left', 'right', 'right', 'left', 'left', 'left', 'left'],
      ),
    );
    const honest = (scenarios as readonly Scenario[]).map((scenario) => ({ scenario, seen: honestly(scenario) }));
    print(
      alignedTable(
        [
          ['judged on', ...honest.map(({ scenario }) => scenario.id)],
          ...properties.map((property) => [
            property,
            ...honest.map(({ seen }) => (seen[property].judged === 0 ? '-' : numberText(seen[property].judged))),
          ]),
        ],
        ['left', ...honest.map(() => 'right' as const)],
      ),
    );
    print(
      'facts on which each property was judged in honest runs of smoke size under the framework; availability: spans of a minute on which ' +
        'somebody looks who does nothing',
    );
    return [
      atLeast(
        'properties with a planted violation that is found',
        new Set(
          all
            .filter(({ planted, spoilt }) => spoilt[planted.property].violated > 0)
            .map(({ planted }) => planted.property),
        ).size,
        properties.length,
      ),
      none(
        'planted violations that are not found',
        all.filter(({ planted, spoilt }) => spoilt[planted.property].violated === 0).map(({ planted }) => planted.what),
      ),
      none(
        'planted violations with which another property is found violated that does not follow',
        all.filter((one) => !isAlone(one)).map(({ planted }) => planted.property),
      ),
      none(
        'the same runs without them in which something is violated',
        all.filter(({ honest: run }) => broken(run).length > 0).map(({ planted }) => planted.property),
      ),
      none(
        'honest scenarios in which something is violated',
        honest.filter(({ seen }) => broken(seen).length > 0).map(({ scenario }) => scenario.id),
      ),
      none(
        'properties that an attack of a scenario would break, judged there on nothing',
        honest.flatMap(({ scenario, seen }) =>
          [...aimedAt(scenario)]
            .filter((property) => seen[property].judged === 0)
            .map((property) => `${scenario.id} ${property}`),
        ),
      ),
      none(
        'properties that no scenario judges on anything',
        properties.filter((property) => honest.every(({ seen }) => seen[property].judged === 0)),
      ),
    ];
  },
};
