import { arGlasses } from '../../sim/components/ar-glasses.ts';
import { auditLog } from '../../sim/components/audit-log.ts';
import type { EnrolmentTerms } from '../../sim/components/enrolment.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { roamingAgent, roamingAgentCells } from '../../sim/components/roaming-agent.ts';
import { roamingDevice } from '../../sim/components/roaming-device.ts';
import { roamingDpm } from '../../sim/components/roaming-dpm.ts';
import { roamingTwin, roamingTwinCells } from '../../sim/components/roaming-twin.ts';
import { roomPhysics } from '../../sim/environment/room-physics.ts';
import { soleAuthority } from '../../sim/framework/authority.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Cast, CastEvent, Placement, Wiring } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { small } from '../kit/capacities.ts';
import { enrolmentAt } from '../kit/enrolment.ts';
import { linkOf } from '../kit/links.ts';
import { day } from '../kit/parameters.ts';
import { passersBy } from '../kit/passers-by.ts';
import { runTimes } from '../kit/run-times.ts';
import { addressOf, filled } from '../kit/seating.ts';
import type { Machine } from '../kit/seating.ts';
import type { Harbour } from '../kit/seats/harbour.ts';
import { serverFor } from '../kit/servers.ts';
import { wire } from '../kit/wire.ts';
import type { Fleet } from './fleet.ts';
import type { RoamingParameters } from './parameters.ts';

/** What follows from a fleet: all of a cast but its rules and its stage. */
export type FleetCast = Omit<Cast, 'household' | 'entitlements' | 'stage' | 'subjectName'>;

/** Places everybody and joins them. */
export function castFleet(fleet: Fleet, values: RoamingParameters, seed: number): FleetCast {
  const { things } = fleet;
  const placements = [
    ...placeThings(fleet, values),
    ...placeAuthority(fleet, values),
    ...fleet.harbours.flatMap((harbour) => placeHarbour(harbour, fleet, values)),
  ];
  const stream = new Stream(keyOf(seed, 'fleet', 'presence'));
  return {
    placements,
    wires: wires(fleet, values),
    environment: roomPhysics({
      first: things.first,
      quantity: things.quantity,
      room: things.room,
      presence: passersBy(things.rooms, stream),
    }),
    lower: { [fleet.harbours[1]!.party]: values.weakestProfile as ProfileName },
    objectReaders: fleet.harbours.flatMap(({ secureDpm, entityAgent }) => [secureDpm.first, entityAgent.first]),
    authorities: soleAuthority(fleet.authority.identityStorage.first, placements),
    events: events(fleet, values),
    ...runTimes(values),
  };
}

const enrolmentOf = ({ authority }: Fleet): EnrolmentTerms => enrolmentAt(addressOf(authority.identityStorage));

function placeThings(fleet: Fleet, values: RoamingParameters): readonly Placement[] {
  const { things, mayVisit } = fleet;
  const platforms = fleet.harbours.map(({ thingsAgent }) => addressOf(thingsAgent));
  const component = roamingDevice({
    things,
    platforms,
    mayVisit,
    enrolment: enrolmentOf(fleet),
    beginWithinNs: seconds(5),
    reportNs: seconds(values.reportSeconds),
    stayMeanNs: seconds(values.staySeconds),
    leaseNs: seconds(values.leaseSeconds),
    answerNs: seconds(values.answerSeconds),
    tries: values.tries,
  });
  const machine: Machine = { device: 'embedded', ...small };
  return [
    ...filled(fleet.robots, component, machine),
    ...filled(fleet.headsets, component, machine),
    ...filled(fleet.glasses, arGlasses(component, { things, platforms, lookNs: seconds(values.lookSeconds) }), machine),
  ];
}

function placeAuthority(fleet: Fleet, values: RoamingParameters): readonly Placement[] {
  const { authority, things } = fleet;
  const refreshNs = seconds(values.statusSeconds);
  return [
    ...filled(
      authority.identityStorage,
      identityStorage({
        lifetimeNs: seconds(values.credentialDays * day),
        publishNs: refreshNs,
        // A list outlives two that were missed.
        listLifeNs: 3 * refreshNs,
        auditLog: addressOf(authority.auditLog),
      }),
      serverFor(things.count / 3 + 10, things.count, values),
    ),
    ...filled(authority.auditLog, auditLog({ entries: 1024 }), serverFor(1, things.count, values)),
  ];
}

function placeHarbour(harbour: Harbour, fleet: Fleet, values: RoamingParameters): readonly Placement[] {
  const { things, harbours, authority } = fleet;
  const reports = things.count / values.reportSeconds / harbours.length;
  const moves = things.count / values.staySeconds / harbours.length;
  const renewals = (things.count * 3) / values.leaseSeconds / harbours.length;
  // A platform may have half of the things more than its share (assumption).
  const looks = fleet.glasses.count / values.lookSeconds / harbours.length;
  const messages = 1.5 * 2 * (reports + 8 * moves + 2 * renewals + 2 * looks);
  return [
    ...filled(
      harbour.thingsAgent,
      roamingAgent({
        things,
        secureDpm: addressOf(harbour.secureDpm),
        entityAgent: addressOf(harbour.entityAgent),
        // Every wearer looks at one thing at a time.
        pendingLooks: Math.max(1, fleet.glasses.count),
        lookTimeoutNs: seconds(values.answerSeconds),
        platforms: harbours.map(({ thingsAgent }) => addressOf(thingsAgent)),
        auditLog: addressOf(authority.auditLog),
        enrolment: enrolmentOf(fleet),
        status: { authority: addressOf(authority.identityStorage), refreshNs: seconds(values.statusSeconds) },
        leaseNs: seconds(values.leaseSeconds),
        comingNs: seconds(values.comingSeconds),
      }),
      serverFor(messages, things.count, values),
      roamingAgentCells(things),
    ),
    ...filled(
      harbour.secureDpm,
      roamingDpm({ entityAgent: addressOf(harbour.entityAgent) }),
      serverFor(messages, things.count, values),
    ),
    ...filled(
      harbour.entityAgent,
      roamingTwin({ things }),
      serverFor(messages, things.count, values),
      roamingTwinCells(things),
    ),
  ];
}

function wires(
  { robots, headsets, glasses, authority, harbours }: Fleet,
  values: RoamingParameters,
): readonly Wiring[] {
  const air = linkOf('wi-fi', values.lanMillis, values, values.lossShare);
  const wan = linkOf('wan', values.wanMillis, values);
  const dataCentre = linkOf('data-centre', values.dataCentreMillis, values);
  const { identityStorage: registry, auditLog: log } = authority;
  return [
    ...[robots, headsets, glasses].flatMap((things) => [
      ...harbours.flatMap(({ thingsAgent }) => wire('RP-T', things, thingsAgent, air)),
      ...wire('RP-D', things, registry, wan),
    ]),
    ...wire('RP-O', registry, log, dataCentre),
    ...harbours.flatMap(({ thingsAgent, secureDpm, entityAgent }, platform) => [
      ...wire('RP-M', thingsAgent, secureDpm, dataCentre),
      ...wire('RP-M', secureDpm, entityAgent, dataCentre),
      ...wire('RP-M', thingsAgent, entityAgent, dataCentre),
      ...wire('RP-D', thingsAgent, registry, wan),
      ...wire('RP-O', thingsAgent, log, wan),
      ...harbours.slice(platform + 1).flatMap((other) => wire('RP-X', thingsAgent, other.thingsAgent, wan)),
    ]),
  ];
}

/** What happens to the honest system: on all three sides of a hand-over somebody restarts. */
function events({ harbours, robots }: Fleet, { restartAtSeconds }: RoamingParameters): readonly CastEvent[] {
  if (restartAtSeconds === 0) return [];
  const atNs = seconds(restartAtSeconds);
  const { thingsAgent, entityAgent } = harbours[0]!;
  return [thingsAgent, entityAgent, robots].map(({ first }) => ({ atNs, event: 'restart' as const, node: first }));
}
