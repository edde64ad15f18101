import type { Stage } from '../../sim/framework/attack.ts';
import type { Cast, CastEvent, Host, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import type { House, HouseTerms } from '../kit/house.ts';
import { hostOf } from '../kit/hosts.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import { outageOf } from '../kit/outages.ts';
import { standingPolicy } from '../kit/standing-policy.ts';
import { jobWires, stageOf } from '../kit/stage.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { leaver, marketOf } from './market.ts';
import { parameters, sizes } from './parameters.ts';
import type { MarketParameters } from './parameters.ts';

const drawing = `
 building: sensors of each room ─▶ gateways ─▶ IoT platform ─RP-I─▶ platform 1, platform 2 (each maps every second room)

 one platform:  secure DPM ─RP-M job, a room and window─▶ secure connector ─RP-C job─▶ two of the providers, by merit
                    ▲                                        │  ▲     ◀─RP-C result─ checked: C20 attested, C22 agree, C21 audited
                    └──────────RP-M result───────────────────┘  │     not prompt ─▶ one more provider; too late ─▶ own work
                                                                └─RP-C requested, offered, accepted, agreed, verified, finalised
 providers:     1 cheap and slow ... n dear and fast; the second leaves the market, the first dies once and comes back
 their machines: each its own, or the first ones' on one of an infrastructure provider, which may go out with all of them
 on RP-C:       A26 holds jobs back for some seconds, so that own work keeps the connector from what comes after
 inside them:   A33 alters, A34 guesses, A35 several agree on what is wrong, A38 shows evidence of others, A39 makes its contract longer; who runs the machine that they share: A30 reads
`;

/** Jobs on a pool of providers that differ in price and speed, and in who is inside them. */
export const dpmProviderMarket: Scenario<MarketParameters> = {
  id: 'S09',
  name: 'dpm-provider-market',
  summary:
    'Two platforms buy estimates on a market of outside providers: contracts, prices, attestation, audit, redundancy, within a second.',
  drawing,
  classes: ['EX'],
  groups: ['R1', 'R3'],
  parameters,
  sizes,
  attacks: ['A26', 'A33', 'A34', 'A35', 'A38', 'A39'],
  headline: ['M01', 'M08', 'M30'],
  claims,
  build,
};

function build(values: MarketParameters, seed: number): Cast {
  const house = seatHouse(houseTerms(values), values, seed);
  const names = nameEverybody(house, seed);
  const capacity = capacitiesOf(house, values);
  const stage = stageOf(house, values, capacity);
  const hosts = hostsOf(values, house);
  return {
    ...castHouse(house, values, capacity, names, undefined, marketOf(values, capacity)),
    hosts,
    household: {
      ...householdOf(house, names, standingPolicy),
      hostOf: hostOf(hosts),
      attestedBy: values.attestedBy as 'evidence' | 'passport',
    },
    entitlements: entitlements(house, values),
    stage: {
      ...stage,
      wires: { ...stage.wires, ...jobWires(house) },
      insiders: insiders(values, house, stage),
      machines: machines(hosts),
    },
    events: events(values, house, hosts),
  };
}

/** A building whose rooms the platforms map in turn; the first of them is equipped, and there people are. */
function houseTerms({ rooms, roomsPerGateway, platforms, providers, persons, guests }: MarketParameters): HouseTerms {
  return {
    sites: [{ party: 'building', rooms, sensorsPerRoom: 5, equippedRooms: 1, roomsPerGateway }],
    platforms: Array.from({ length: platforms }, () => ({ site: 0 })),
    maps: (room, platform) => room % platforms === platform,
    providers,
    people: Array.from({ length: persons + guests }, (_, person) => ({
      room: 0,
      standing: person >= persons ? 'guest' : person % 2 === 0 ? 'organiser' : 'member',
      platform: 0,
    })),
  };
}

/** Who is inside the colluding providers and the one that may leave, beside those whom every house has on stage. */
function insiders({ colluding }: MarketParameters, { providers }: House, stage: Stage): Stage['insiders'] {
  const further = providers.slice(1, colluding).map(({ first }, index) => [`provider ${index + 2}`, first] as const);
  return { ...stage.insiders, ...Object.fromEntries(further), leaver: providers[leaver]!.first };
}

/** Whose machines attackers may run: the one that providers share, if there is one. */
const machines = (hosts: readonly Host[]): NonNullable<Stage['machines']> =>
  Object.fromEntries(hosts.map(({ nodes }) => ['host', nodes]));

/** The machine that the first providers share. */
function hostsOf({ hosted, hostCores }: MarketParameters, { providers }: House): readonly Host[] {
  const nodes = providers.slice(0, hosted).map(({ first }) => first);
  return nodes.length > 0 ? [{ name: 'infrastructure', cores: hostCores, nodes }] : [];
}

/** The first provider dies, with all that it was doing, and comes back; and so does whoever is on a host that goes out. */
function events(values: MarketParameters, { providers }: House, hosts: readonly Host[]): readonly CastEvent[] {
  const { restartAtSeconds, hostOutageAtSeconds, hostAwaySeconds } = values;
  const outages = hosts.flatMap(({ nodes }) => outageOf(nodes, seconds(hostOutageAtSeconds), seconds(hostAwaySeconds)));
  return [
    ...(restartAtSeconds > 0
      ? [{ atNs: seconds(restartAtSeconds), event: 'restart', node: providers[0]!.first } as const]
      : []),
    ...(hostOutageAtSeconds > 0 ? outages : []),
  ];
}
