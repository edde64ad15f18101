import { quantityOf } from '../../sim/components/things.ts';
import type { Stage, Wire } from '../../sim/framework/attack.ts';
import type { Cast, CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import type { House } from '../kit/house.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import { stageOf } from '../kit/stage.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { houseTerms } from './house.ts';
import { ofHouse, parameters, sizes } from './parameters.ts';
import type { ConstrainedParameters } from './parameters.ts';
import { policy } from './policy.ts';

const drawing = `
 building                                                              platform 1, platform 2
 sensors on batteries ─RP-T report─▶ gateway ─RP-T─▶ IoT platform ─RP-I─▶ things agent ─RP-M─▶ secure DPM ─▶ entity agent (twin)
   temperature, humidity,    radio     │ forwards: unread, or             ▲ RP-I command                       ▲ RP-M
   light, CO2, motion                  │ terminates: read, vouched for    └──────────── entity agent ◀── avatar agent ◀─RP-A─ persons
 valves ◀─RP-T command────────────────┘◀──RP-T──┘
        ──RP-T report, answer─▶ gateway ──▶ IoT platform               camera, lock, lamp, display ◀─RP-T─▶ IoT platform
 one identity storage for all ◀─RP-D─ gateways, IoT platform, platforms
`;

/** Battery sensors and small valves reach two platforms through gateways that vouch for them (constrained devices of Y.4812). */
export const constrainedBehindGateway: Scenario<ConstrainedParameters> = {
  id: 'S04',
  name: 'constrained-behind-gateway',
  summary:
    'Battery sensors and heating valves reach two platforms through gateways that forward what they say, or read it and vouch for it.',
  drawing,
  classes: ['PV', 'IX'],
  groups: ['R1', 'R4', 'R5'],
  parameters,
  sizes,
  attacks: ['A07', 'A10', 'A18', 'A19', 'A23', 'A25', 'A27', 'A32'],
  headline: ['M01', 'M30', 'M54'],
  claims,
  build,
};

function build(values: ConstrainedParameters, seed: number): Cast {
  const own = ofHouse(values);
  const house = seatHouse(houseTerms(values), own, seed);
  const names = nameEverybody(house, seed);
  const machines = capacitiesOf(house, own);
  const stage = stageOf(house, own, machines);
  return {
    ...castHouse(house, own, machines, names),
    household: {
      ...householdOf(house, names, policy),
      mayHurry: (person) => house.people.standing[person - house.persons.first] !== 'guest',
    },
    entitlements: entitlements(house),
    stage: {
      ...stage,
      wires: {
        ...stage.wires,
        // Commands worth recording are those that pass the radio.
        commands: stage.wires['valve commands']!,
        relayed: toGateway(stage),
        ...presenceWires(house),
      },
    },
    events: events(values, house),
  };
}

/** The wire on which commands come to the gateway. */
function toGateway({ wires }: Stage): Wire {
  const { from, to, point } = wires['reports']!;
  return { from: to, to: from, point };
}

/** The wires of motion sensors in the first rooms, as many as one pair of ears follows. */
const presenceWires = ({ things }: House): Stage['wires'] => {
  const sensing = Array.from({ length: things.count }, (_, thing) => thing).filter(
    (thing) => quantityOf(things, thing) === 'motion',
  );
  const wires = sensing
    .slice(0, 4)
    .map((thing): Wire => ({ from: things.first + thing, to: things.upward[thing]!, point: 'RP-T' }));
  return Object.fromEntries(wires.map((wire, place) => [`presence ${place + 1}`, wire]));
};

/** What happens to the honest system: the first gateway restarts. */
const events = ({ restartAtSeconds }: ConstrainedParameters, { sites }: House): readonly CastEvent[] =>
  restartAtSeconds > 0 ? [{ atNs: seconds(restartAtSeconds), event: 'restart', node: sites[0]!.gateways.first }] : [];
