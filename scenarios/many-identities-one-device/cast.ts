import { auditLog } from '../../sim/components/audit-log.ts';
import { correlationCells, noneParts } from '../../sim/components/correlation.ts';
import type { EnrolmentTerms } from '../../sim/components/enrolment.ts';
import { followingTwin, followingTwinCells } from '../../sim/components/following-twin.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { pseudonymAgent } from '../../sim/components/pseudonym-agent.ts';
import { pseudonymousDevice, wordsALease } from '../../sim/components/pseudonymous-device.ts';
import { roamingDpm } from '../../sim/components/roaming-dpm.ts';
import { roomPhysics } from '../../sim/environment/room-physics.ts';
import { soleAuthority } from '../../sim/framework/authority.ts';
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
import { serverFor } from '../kit/servers.ts';
import { wire } from '../kit/wire.ts';
import type { Crowd } from './crowd.ts';
import type { ManyIdentitiesParameters } from './parameters.ts';

/** What follows from a crowd: all of a cast but its rules and its stage. */
export type CrowdCast = Omit<Cast, 'household' | 'entitlements' | 'stage' | 'subjectName'>;

/** Time of a server, by its cost table: a full handshake, a signed word (its chain and signature), an enrolment in its own channel. */
const openingMicros = 325;
const wordMicros = 205;
const enrolmentMicros = openingMicros + 115;

/** Everybody asks for a credential in the first half of the warm-up. */
const enrolWithinSeconds = ({ warmUpSeconds }: ManyIdentitiesParameters): number => Math.max(1, warmUpSeconds / 2);

/** Places everybody and joins them. */
export function castCrowd(crowd: Crowd, values: ManyIdentitiesParameters, seed: number): CrowdCast {
  const { identities, sensed, harbours } = crowd;
  const placements = [
    ...placeIdentities(crowd, values),
    ...placeAuthority(crowd, values),
    ...harbours.flatMap((_, platform) => placePlatform(platform, crowd, values)),
  ];
  const stream = new Stream(keyOf(seed, 'crowd', 'presence'));
  return {
    placements,
    wires: wires(crowd, values),
    environment: roomPhysics({
      first: identities.first,
      quantity: sensed.quantity,
      room: sensed.room,
      presence: passersBy(sensed.rooms, stream),
    }),
    objectReaders: harbours.flatMap(({ secureDpm, entityAgent }) => [secureDpm.first, entityAgent.first]),
    authorities: soleAuthority(crowd.authority.identityStorage.first, placements),
    events: events(crowd, values),
    ...runTimes(values),
  };
}

const enrolmentOf = ({ authority }: Crowd): EnrolmentTerms => enrolmentAt(addressOf(authority.identityStorage));

function placeIdentities(crowd: Crowd, values: ManyIdentitiesParameters): readonly Placement[] {
  const { seats, identities, own, sensed, harbours } = crowd;
  const component = pseudonymousDevice({
    identities,
    own,
    things: sensed,
    platforms: harbours.map(({ thingsAgent }) => addressOf(thingsAgent)),
    enrolment: enrolmentOf(crowd),
    beginWithinNs: seconds(enrolWithinSeconds(values)),
    reportNs: seconds(values.reportSeconds),
    leaseNs: seconds(values.leaseSeconds),
  });
  const machine: Machine = { device: 'embedded', ...small };
  return seats.flatMap((some) => filled(some, component, machine));
}

function placeAuthority(crowd: Crowd, values: ManyIdentitiesParameters): readonly Placement[] {
  const { authority, identities, harbours } = crowd;
  const { platforms, things, willing } = values;
  const refreshNs = seconds(values.statusSeconds);
  // At most: where the answer is that there is none, it is asked for so much more often.
  const inquiries = (noneParts * things * (platforms - 1)) / values.answerSeconds;
  const words = (wordsALease * 2 * willing * (platforms - 1)) / values.leaseSeconds;
  const server = (messages: number): Machine => serverFor(messages, identities.count, values);
  return [
    ...filled(
      authority.identityStorage,
      identityStorage({
        lifetimeNs: seconds(values.credentialDays * day),
        publishNs: refreshNs,
        // A list outlives two that were missed.
        listLifeNs: 3 * refreshNs,
        auditLog: addressOf(authority.auditLog),
        correlation: {
          identities,
          agents: harbours.map(({ thingsAgent }) => addressOf(thingsAgent)),
          leaseNs: seconds(values.leaseSeconds),
          answerNs: seconds(values.answerSeconds),
        },
      }),
      // An inquiry is two messages and an entry of the log; what takes longer counts as the messages that take as long.
      server(
        ((identities.count / enrolWithinSeconds(values)) * enrolmentMicros + words * wordMicros) /
          values.messageMicros +
          3 * inquiries,
      ),
      correlationCells(identities),
    ),
    ...filled(authority.auditLog, auditLog({ entries: 1024 }), server(inquiries)),
  ];
}

function placePlatform(platform: number, crowd: Crowd, values: ManyIdentitiesParameters): readonly Placement[] {
  const { identities, sensed, harbours, authority } = crowd;
  const { thingsAgent, secureDpm, entityAgent } = harbours[platform]!;
  const reports = values.things / values.reportSeconds;
  const words = (wordsALease * values.willing * values.platforms) / values.leaseSeconds;
  const server = (messages: number): Machine => serverFor(messages, identities.count, values);
  return [
    ...filled(
      thingsAgent,
      pseudonymAgent({
        identities,
        platform,
        secureDpm: addressOf(secureDpm),
        correlation: addressOf(authority.identityStorage),
        enrolment: enrolmentOf(crowd),
        status: { authority: addressOf(authority.identityStorage), refreshNs: seconds(values.statusSeconds) },
      }),
      // Where identifiers change, all things open new channels within the time between two reports.
      server(2 * (reports + words) + (reports * openingMicros + words * wordMicros) / values.messageMicros),
    ),
    ...filled(secureDpm, roamingDpm({ entityAgent: addressOf(entityAgent) }), server(2 * reports)),
    ...filled(
      entityAgent,
      followingTwin({
        identities,
        things: sensed,
        platform,
        twins: harbours.map((harbour) => addressOf(harbour.entityAgent)),
        followers: platform === 0 ? harbours.slice(1).map((_, other) => other + 1) : [],
        correlation: addressOf(authority.identityStorage),
        timeoutNs: seconds(values.inquirySeconds),
        answerNs: seconds(values.answerSeconds),
      }),
      server((2 + values.platforms) * reports),
      followingTwinCells(identities),
    ),
  ];
}

function wires({ seats, authority, harbours }: Crowd, values: ManyIdentitiesParameters): readonly Wiring[] {
  const air = linkOf('wi-fi', values.lanMillis, values, values.lossShare);
  const wan = linkOf('wan', values.wanMillis, values);
  const dataCentre = linkOf('data-centre', values.dataCentreMillis, values);
  const { identityStorage: storage, auditLog: log } = authority;
  const [first] = harbours;
  return [
    ...seats.flatMap((some, platform) => [
      ...wire('RP-T', some, harbours[platform]!.thingsAgent, air),
      ...wire('RP-D', some, storage, wan),
    ]),
    ...wire('RP-O', storage, log, dataCentre),
    ...wire('RP-D', first!.entityAgent, storage, wan),
    ...harbours.flatMap(({ thingsAgent, secureDpm, entityAgent }, platform) => [
      ...wire('RP-M', thingsAgent, secureDpm, dataCentre),
      ...wire('RP-M', secureDpm, entityAgent, dataCentre),
      ...wire('RP-D', thingsAgent, storage, wan),
      ...(platform === 0 ? [] : wire('RP-X', first!.entityAgent, entityAgent, wan)),
    ]),
  ];
}

/** An identity is revoked; the correlation service goes away and comes back without a word that it was told. */
function events(
  { authority, identities }: Crowd,
  { revokeAtSeconds, outageAtSeconds, outageSeconds }: ManyIdentitiesParameters,
): readonly CastEvent[] {
  const happening: CastEvent[] = [];
  if (revokeAtSeconds > 0) happening.push({ atNs: seconds(revokeAtSeconds), event: 'revoke', node: identities.first });
  const [atNs, awayNs] = [seconds(outageAtSeconds), seconds(outageSeconds)];
  if (outageAtSeconds > 0) happening.push({ atNs, event: 'restart', node: authority.identityStorage.first, awayNs });
  return happening;
}
