import { auditLog } from '../../sim/components/audit-log.ts';
import { avatarAgent } from '../../sim/components/avatar-agent.ts';
import { avatarTravelCells } from '../../sim/components/avatar-travels.ts';
import { character } from '../../sim/components/character.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { assetOfSubject } from '../../sim/components/market.ts';
import { plaza, plazaCells } from '../../sim/components/plaza.ts';
import type { Characters, PlazaPeople } from '../../sim/components/plaza-people.ts';
import { plazaVisitor } from '../../sim/components/plaza-visitor.ts';
import type { Environment } from '../../sim/framework/environment.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { Cast, Placement, Wiring } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { small } from '../kit/capacities.ts';
import { day } from '../kit/parameters.ts';
import { enrolmentAt } from '../kit/enrolment.ts';
import { authoritiesOf, listLifeNs, partnersOf } from '../kit/federations.ts';
import type { Federations } from '../kit/federations.ts';
import { runTimes } from '../kit/run-times.ts';
import { addressOf, filled } from '../kit/seating.ts';
import type { Seats } from '../kit/seating.ts';
import { wire } from '../kit/wire.ts';
import type { Library } from '../../sim/components/plaza-talk.ts';
import { serversOf } from './machines.ts';
import type { Servers } from './machines.ts';
import { linkOf } from './links.ts';
import type { PlazaAccounts } from './accounts.ts';
import type { PlazaParameters } from './parameters.ts';
import { settlementWires, placeSettlement } from './plaza-settlement.ts';
import { rankOfAge } from './plaza-seats.ts';
import type { PlazaSeats } from './plaza-seats.ts';
import type { Society } from './society.ts';

/** All of a cast but its rules, its stage and its events. */
type PlazaCast = Omit<Cast, 'household' | 'entitlements' | 'stage' | 'events'>;

/** A plaza has no physical side. */
const nowhere: Environment = { truth: () => 0, sense: () => 0, act: () => undefined, occupied: () => null };

/** What every part of the cast is made from. */
interface Ground {
  readonly seats: PlazaSeats;
  readonly values: PlazaParameters;
  readonly people: PlazaPeople;
  readonly characters: Characters;
  readonly servers: Servers;
  readonly federations: Federations;
}

/** How platforms keep up with authorities: where there are two, each keeps a log, and gives its roots to the parties of the other. */
function federationsOf({ authorities }: PlazaSeats, { statusSeconds, partnerSeconds }: PlazaParameters): Federations {
  const alone = { refreshSeconds: statusSeconds };
  const beside = { ...alone, partnerSeconds, endpoints: true, authority: { logs: true } } as const;
  return { each: authorities.length === 1 ? [alone] : authorities.map(() => beside) };
}

function groundOf(seats: PlazaSeats, values: PlazaParameters): Ground {
  const { persons, characters, guardian, ages, home } = seats;
  const { spots } = values;
  return {
    seats,
    values,
    people: {
      first: persons.first,
      count: persons.count,
      spot: Int32Array.from(ages, (_, person) => person % spots),
      avatarAgent: home,
      guardian,
    },
    characters: {
      first: characters.first,
      spot: Int32Array.from({ length: characters.count }, (_, index) => index % spots),
    },
    servers: serversOf(values, persons.count),
    federations: federationsOf(seats, values),
  };
}

/** What people bring with them: whom they know and want, what they say, the secrets with which they come in. */
export interface Brought {
  readonly society: Society;
  readonly library: Library;
  readonly accounts: PlazaAccounts;
}

/** Places everybody and joins them. */
export function castPlaza(seats: PlazaSeats, brought: Brought, values: PlazaParameters): PlazaCast {
  const ground = groundOf(seats, values);
  const placements = [
    ...authoritiesFrom(ground),
    ...platformsOf(ground),
    ...visitorsOf(ground, brought),
    ...placeSettlement(seats, values, ground.servers.machine(1)),
  ].toSorted((a, b) => a.first - b.first);
  return {
    placements,
    wires: wiresOf(ground),
    environment: nowhere,
    objectReaders: [],
    accounts: brought.accounts.accounts,
    authorities: authoritiesOf(seats, ground.federations, placements),
    ...runTimes(values),
    subjectName: (subject) => {
      const asset = assetOfSubject(subject, seats.settlement?.market.assets ?? 0);
      if (asset >= 0) return `asset ${asset + 1}`;
      const found = seats.register.seatsOf(subject);
      return found === undefined ? `outsider-${subject}` : found.nameEach(subject - found.first);
    },
  };
}

function authoritiesFrom({ seats, values, servers, federations }: Ground): readonly Placement[] {
  return seats.authorities.flatMap(({ identityStorage: storage, auditLog: log }, place) => {
    const issuing = identityStorage({
      lifetimeNs: seconds(values.credentialDays * day),
      publishNs: seconds(values.statusSeconds),
      listLifeNs: listLifeNs(federations, place),
      auditLog: addressOf(log),
    });
    return [
      ...filled(storage, issuing, servers.machine(1)),
      ...filled(log, auditLog({ entries: 1024 }), servers.machine(1)),
    ];
  });
}

/** Avatar agents of all plazas. */
const doorsOf = ({ avatarAgents, others }: PlazaSeats): readonly Address<'avatar-agent'>[] => [
  ...Array.from({ length: avatarAgents.count }, (_, door) => addressOf(avatarAgents, door)),
  ...others.map(({ avatarAgent: door }) => addressOf(door)),
];

function platformsOf({ seats, values, people, characters, servers }: Ground): readonly Placement[] {
  const leaseNs = seconds(values.leaseSeconds);
  const issuerOf = ({ party }: Seats) => addressOf(seats.authorityOf(party).identityStorage);
  const doorTo = (place: Seats<'entity-agent'>) =>
    avatarAgent({
      entityAgent: addressOf(place),
      auditLog: addressOf(seats.authorityOf(place.party).auditLog),
      enrolment: enrolmentAt(issuerOf(place)),
      tokenLifeNs: seconds(values.tokenSeconds),
      pendingRequests: servers.pendingRequests,
      // Whoever stands between a person and the plaza waits for longer than the person does.
      requestTimeoutNs: 2 * seconds(values.patienceSeconds),
      visitors: { first: people.first, count: people.count },
      sessions: true,
      secretRounds: values.secretRounds,
      travels: { people, doors: doorsOf(seats), leaseNs, comingNs: seconds(values.comingSeconds) },
      status: { authority: issuerOf(place), refreshNs: seconds(values.statusSeconds) },
    });
  const placeWith = (place: Seats<'entity-agent'>, own: Characters) =>
    plaza({
      people,
      characters: own,
      enrolment: enrolmentAt(issuerOf(place)),
      register: { leaseNs, skewNs: seconds(5), silencedBy: values.silencedBy },
    });
  const platform = (doors: Seats<'avatar-agent'>, place: Seats<'entity-agent'>, own: Characters) => [
    ...filled(doors, doorTo(place), servers.machine(servers.doorCores), avatarTravelCells(people)),
    ...filled(place, placeWith(place, own), servers.machine(servers.plazaCores), plazaCells(people)),
  ];
  const none: Characters = { first: characters.first, spot: new Int32Array(0) };
  return [
    ...platform(seats.avatarAgents, seats.plaza, characters),
    ...filled(seats.characters, character({ plaza: addressOf(seats.plaza) }), servers.machine(1)),
    ...seats.others.flatMap((other) => platform(other.avatarAgent, other.plaza, none)),
  ];
}

/** Avatar agents of the plazas that each visits: people of the first one all others, neighbours the first. */
function visitsOf({ avatarAgents, others, ages, firstNeighbour, firstNewcomer }: PlazaSeats, { travellers }: Society) {
  const abroad = others.map(({ avatarAgent: door }) => addressOf(door));
  return ages.map((_, person) => {
    if (person >= firstNewcomer) return [];
    if (person >= firstNeighbour) return [addressOf(avatarAgents, (person - firstNeighbour) % avatarAgents.count)];
    return travellers.has(person) ? abroad : [];
  });
}

function visitorsOf(
  { seats, values, people, characters }: Ground,
  { society, library, accounts }: Brought,
): readonly Placement[] {
  const { teenShare, adultShare, strangerShare } = values;
  const { claims, circles, wills } = society;
  const visitor = plazaVisitor({
    people,
    characters,
    library,
    claims,
    ranks: Uint8Array.from(seats.ages, (age) => rankOfAge[age]),
    circles,
    wills,
    secrets: accounts.atHome,
    journeys: {
      mayVisit: visitsOf(seats, society),
      stayMeanNs: seconds(values.stayEverySeconds),
      leaseNs: seconds(values.leaseSeconds),
    },
    absent: new Set(seats.ages.flatMap((_, person) => (person < seats.firstNewcomer ? [] : [person]))),
    teenShare,
    adultShare,
    strangerShare,
    arriveWithinNs: seconds(Math.min(10, values.warmUpSeconds + 1)),
    restateNs: seconds(values.restateSeconds),
    sayMeanNs: seconds(values.sayEverySeconds),
    contactMeanNs: seconds(values.contactEverySeconds),
    askMeanNs: seconds(values.askEverySeconds),
    lookupMeanNs: seconds(values.lookupEverySeconds),
    patienceNs: seconds(values.patienceSeconds),
    tries: 3,
  });
  return filled(seats.persons, visitor, { device: 'client', ...small });
}

function wiresOf({ seats, values, federations }: Ground): readonly Wiring[] {
  const { authorities, characters, persons, others } = seats;
  const wan = linkOf(values, 'wan');
  const dataCentre = linkOf(values, 'dataCentre');
  const platform = (doors: Seats<'avatar-agent'>, place: Seats<'entity-agent'>) => {
    const { identityStorage: storage, auditLog: log } = seats.authorityOf(place.party);
    return [
      ...wire('RP-A', persons, doors, linkOf(values, 'person')),
      ...wire('RP-M', doors, place, dataCentre),
      ...wire('RP-D', doors, storage, wan),
      ...wire('RP-D', place, storage, wan),
      ...partnersOf(seats, federations, seats.federationOf(place.party)).flatMap((partner) =>
        wire('RP-D', doors, partner.identityStorage, wan),
      ),
      ...wire('RP-O', doors, log, wan),
    ] satisfies readonly Wiring[];
  };
  return [
    ...platform(seats.avatarAgents, seats.plaza),
    ...wire('RP-M', characters, seats.plaza, dataCentre),
    ...others.flatMap((other) => [
      ...platform(other.avatarAgent, other.plaza),
      // Who visits another plaza comes from the first, or goes there.
      ...wire('RP-X', seats.avatarAgents, other.avatarAgent, wan),
    ]),
    ...authorities.flatMap(({ identityStorage, auditLog: log }) => wire('RP-O', identityStorage, log, dataCentre)),
    ...settlementWires(seats, values),
  ];
}
