import { auditLog } from '../../sim/components/audit-log.ts';
import { avatarAgent } from '../../sim/components/avatar-agent.ts';
import { avatarTravelCells } from '../../sim/components/avatar-travels.ts';
import { character } from '../../sim/components/character.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { plaza, plazaCells } from '../../sim/components/plaza.ts';
import type { Characters, PlazaPeople } from '../../sim/components/plaza-people.ts';
import { plazaVisitor } from '../../sim/components/plaza-visitor.ts';
import { soleAuthority } from '../../sim/framework/authority.ts';
import type { Environment } from '../../sim/framework/environment.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { Cast, Placement, Wiring } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { small } from '../kit/capacities.ts';
import { day } from '../kit/parameters.ts';
import { enrolmentAt } from '../kit/enrolment.ts';
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
  const placements = [...authorityOf(ground), ...platformsOf(ground), ...visitorsOf(ground, brought)];
  return {
    placements,
    wires: wiresOf(seats, values),
    environment: nowhere,
    objectReaders: [],
    accounts: brought.accounts.accounts,
    authorities: soleAuthority(addressOf(seats.authority.identityStorage), placements),
    ...runTimes(values),
    subjectName: (subject) => {
      const found = seats.register.seatsOf(subject);
      return found === undefined ? `outsider-${subject}` : found.nameEach(subject - found.first);
    },
  };
}

function authorityOf({ seats, values, servers }: Ground): readonly Placement[] {
  const { identityStorage: storage, auditLog: log } = seats.authority;
  const publishNs = seconds(values.statusSeconds);
  const issuing = identityStorage({
    lifetimeNs: seconds(values.credentialDays * day),
    publishNs,
    // A list outlives two that were missed.
    listLifeNs: 3 * publishNs,
    auditLog: addressOf(log),
  });
  return [
    ...filled(storage, issuing, servers.machine(1)),
    ...filled(log, auditLog({ entries: 1024 }), servers.machine(1)),
  ];
}

/** Avatar agents of all plazas. */
const doorsOf = ({ avatarAgents, others }: PlazaSeats): readonly Address<'avatar-agent'>[] => [
  ...Array.from({ length: avatarAgents.count }, (_, door) => addressOf(avatarAgents, door)),
  ...others.map(({ avatarAgent: door }) => addressOf(door)),
];

function platformsOf({ seats, values, people, characters, servers }: Ground): readonly Placement[] {
  const authority = addressOf(seats.authority.identityStorage);
  const enrolment = enrolmentAt(authority);
  const leaseNs = seconds(values.leaseSeconds);
  const doorTo = (place: Seats<'entity-agent'>) =>
    avatarAgent({
      entityAgent: addressOf(place),
      auditLog: addressOf(seats.authority.auditLog),
      enrolment,
      tokenLifeNs: seconds(values.tokenSeconds),
      pendingRequests: servers.pendingRequests,
      // Whoever stands between a person and the plaza waits for longer than the person does.
      requestTimeoutNs: 2 * seconds(values.patienceSeconds),
      visitors: { first: people.first, count: people.count },
      sessions: true,
      secretRounds: values.secretRounds,
      travels: { people, doors: doorsOf(seats), leaseNs, comingNs: seconds(values.comingSeconds) },
      status: { authority, refreshNs: seconds(values.statusSeconds) },
    });
  const placeWith = (own: Characters) =>
    plaza({
      people,
      characters: own,
      enrolment,
      register: { leaseNs, skewNs: seconds(5), silencedBy: values.silencedBy },
    });
  const platform = (doors: Seats<'avatar-agent'>, place: Seats<'entity-agent'>, own: Characters) => [
    ...filled(doors, doorTo(place), servers.machine(servers.doorCores), avatarTravelCells(people)),
    ...filled(place, placeWith(own), servers.machine(servers.plazaCores), plazaCells(people)),
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

function wiresOf(seats: PlazaSeats, values: PlazaParameters): readonly Wiring[] {
  const { authority, characters, persons, others } = seats;
  const wan = linkOf(values, 'wan');
  const dataCentre = linkOf(values, 'dataCentre');
  const { identityStorage: storage, auditLog: log } = authority;
  const platform = (doors: Seats<'avatar-agent'>, place: Seats<'entity-agent'>) =>
    [
      ...wire('RP-A', persons, doors, linkOf(values, 'person')),
      ...wire('RP-M', doors, place, dataCentre),
      ...wire('RP-D', doors, storage, wan),
      ...wire('RP-D', place, storage, wan),
      ...wire('RP-O', doors, log, wan),
    ] satisfies readonly Wiring[];
  return [
    ...platform(seats.avatarAgents, seats.plaza),
    ...wire('RP-M', characters, seats.plaza, dataCentre),
    ...others.flatMap((other) => [
      ...platform(other.avatarAgent, other.plaza),
      // Who visits another plaza comes from the first, or goes there.
      ...wire('RP-X', seats.avatarAgents, other.avatarAgent, wan),
    ]),
    ...wire('RP-O', storage, log, dataCentre),
  ];
}
