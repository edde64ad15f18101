import { recordedRoom } from '../../sim/environment/recorded-room.ts';
import { roomPhysics } from '../../sim/environment/room-physics.ts';
import { soleAuthority } from '../../sim/framework/authority.ts';
import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';
import type { Trace } from '../../sim/framework/environment.ts';
import type { CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { recordedNs } from '../trace.ts';
import type { RecordedCast } from '../trace.ts';
import { capacities } from './capacities.ts';
import { claims } from './claims.ts';
import { entitlements } from './entitlements.ts';
import { live } from './live.ts';
import { nameEverybody } from './names.ts';
import { parameters, sizes } from './parameters.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import { placements } from './placements.ts';
import { household } from './policy.ts';
import { roster } from './roster.ts';
import type { Roster } from './roster.ts';
import { stage } from './stage.ts';
import { wires } from './wires.ts';

const drawing = `
 building                                   platform 1 (and as many more as map the room)
 sensors ─RP-T─▶ gateway ─RP-T─┐
 temperature, humidity,        ▼
 light, CO2, motion     IoT platform ─RP-I report─▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent (twin)
                          ▲  │    ▲                     │                  │  │ window       ▲  │ command
 camera, lock, ─RP-T──────┘  │    └──RP-I command───────┘◀─────RP-M────────┼──┼──────────────┼──┘
 lamp, display ◀─RP-T────────┘                                             │  │              │ RP-M command, view
                                                    storage agent ◀─RP-M───┘  │        avatar agent ◀─RP-A─ persons
                                                         │ RP-S               ▼ RP-M
                                                  secure storage      secure connector ─RP-C─▶ provider 1, provider 2
 identity storage ◀─RP-D─ devices, gateways, platforms              audit log ◀─RP-O─ agents, authority
`;

/** A physical meeting room mapped to a twin on two platforms: on-board, synchronise, command back (use case of X.stm-dpm). */
export const meetingRoomMapping: Scenario<MeetingRoomParameters> = {
  id: 'S01',
  name: 'meeting-room-mapping',
  summary:
    'Physical meeting rooms mapped to twins on metaverse platforms: readings in, commands back, occupancy from outside.',
  drawing,
  classes: ['PV', 'IA', 'EX'],
  groups: ['R1', 'R2', 'R3', 'R4', 'R5'],
  parameters,
  sizes,
  attacks: ['A01', 'A07', 'A09', 'A18', 'A20', 'A24', 'A31', 'A33'],
  headline: ['M01', 'M30', 'M33'],
  claims,
  live,
  build,
};

function build(values: MeetingRoomParameters, seed: number, trace?: Trace): RecordedCast {
  if (values.bookedSeconds > values.bookingEverySeconds) {
    throw new RangeError(
      `bookedSeconds ${values.bookedSeconds}: a booking cannot last longer than bookingEverySeconds ${values.bookingEverySeconds}`,
    );
  }
  const everybody = roster(values, seed);
  const names = nameEverybody(everybody, seed);
  const capacity = capacities(values, everybody);
  const { things, bookings } = everybody;
  const physics = roomPhysics({
    first: things.first,
    quantity: things.quantity,
    room: things.room,
    presence: bookings,
  });
  const stepNs = values.traceTime === 'dates' ? null : seconds(values.reportSeconds);
  const placed = placements(values, everybody, capacity);
  return {
    placements: placed,
    wires: wires(values, everybody),
    household: household(everybody, names),
    environment: trace === undefined ? physics : recordedRoom({ trace, stepNs }, physics),
    entitlements: entitlements(everybody),
    stage: stage(values, everybody, capacity),
    objectReaders: everybody.platforms.flatMap((platform) => [platform.secureDpm, platform.entityAgent]),
    authorities: soleAuthority(everybody.identityStorage, placed),
    events: events(values, everybody),
    warmUpNs: seconds(values.warmUpSeconds),
    untilNs: seconds(values.warmUpSeconds + values.durationSeconds),
    longCredentialNs: seconds(values.credentialDays * 86_400),
    ...(trace === undefined ? {} : { recordedNs: recordedNs(trace, stepNs) }),
    subjectName: (subject) =>
      subject >= firstSubjectWithoutNode ? `room ${subject - firstSubjectWithoutNode + 1}` : names.subjectName(subject),
  };
}

/** What happens to the honest system: restarts of the first gateway and twin, and a camera taken out of service. */
function events(values: MeetingRoomParameters, everybody: Roster): CastEvent[] {
  const happening: CastEvent[] = [];
  if (values.restartAtSeconds > 0) {
    const atNs = seconds(values.restartAtSeconds);
    happening.push({ atNs, event: 'restart', node: everybody.firstGateway });
    happening.push({ atNs, event: 'restart', node: everybody.platforms[0]!.entityAgent });
  }
  if (values.revokeAtSeconds > 0) {
    // The camera of the last equipped room: the first of its four devices.
    const camera = everybody.sensors + everybody.devices - 4;
    happening.push({ atNs: seconds(values.revokeAtSeconds), event: 'revoke', node: camera });
  }
  return happening;
}
