import { recordedRoom } from '../../sim/environment/recorded-room.ts';
import type { CertificateCheck } from '../../sim/framework/control.ts';
import type { Trace } from '../../sim/framework/environment.ts';
import type { CastEvent, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { capacitiesOf, castHouse } from '../kit/house-cast.ts';
import { seatHouse } from '../kit/house.ts';
import type { House } from '../kit/house.ts';
import { householdOf } from '../kit/household.ts';
import { nameEverybody } from '../kit/names.ts';
import { stageOf } from '../kit/stage.ts';
import { standingEntitlements } from '../kit/standing-entitlements.ts';
import { standingPolicy } from '../kit/standing-policy.ts';
import { recordedNs } from '../trace.ts';
import type { RecordedCast } from '../trace.ts';
import { claims } from './claims.ts';
import { houseTerms } from './house.ts';
import { live } from './live.ts';
import { parameters, sizes } from './parameters.ts';
import type { MeetingRoomParameters } from './parameters.ts';

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
  attacks: ['A01', 'A07', 'A09', 'A11', 'A18', 'A20', 'A24', 'A31', 'A33'],
  headline: ['M01', 'M30', 'M33'],
  claims,
  live,
  build,
};

function build(values: MeetingRoomParameters, seed: number, trace?: Trace): RecordedCast {
  const house = seatHouse(houseTerms(values), values, seed);
  const names = nameEverybody(house, seed);
  const capacity = capacitiesOf(house, values);
  const cast = castHouse(house, values, capacity, names);
  const stepNs = values.traceTime === 'dates' ? null : seconds(values.reportSeconds);
  return {
    ...cast,
    ...(trace === undefined
      ? {}
      : { environment: recordedRoom({ trace, stepNs }, cast.environment), recordedNs: recordedNs(trace, stepNs) }),
    household: householdOf(house, names, standingPolicy),
    entitlements: standingEntitlements(house),
    stage: stageOf(house, values, capacity),
    lax: { building: leftOutBy(values) },
    events: events(values, house),
  };
}

/** What the software of the building's own nodes, its IoT platform among them, does not check of certificates. */
function leftOutBy({ leftOut }: MeetingRoomParameters): readonly CertificateCheck[] {
  if (leftOut === 'nothing') return [];
  return leftOut === 'all' ? ['chain', 'name', 'status'] : [leftOut as CertificateCheck];
}

/** What happens to the honest system: restarts of the first gateway and twin, and a camera taken out of service. */
function events(
  { restartAtSeconds, revokeAtSeconds }: MeetingRoomParameters,
  { sites, platforms }: House,
): CastEvent[] {
  const { gateways, devices } = sites[0]!;
  const happening: CastEvent[] = [];
  if (restartAtSeconds > 0) {
    const atNs = seconds(restartAtSeconds);
    happening.push({ atNs, event: 'restart', node: gateways.first });
    happening.push({ atNs, event: 'restart', node: platforms[0]!.entityAgent.first });
  }
  if (revokeAtSeconds > 0) {
    // The camera of the last equipped room: the first of its four devices.
    const camera = devices.first + devices.count - 4;
    happening.push({ atNs: seconds(revokeAtSeconds), event: 'revoke', node: camera });
  }
  return happening;
}
