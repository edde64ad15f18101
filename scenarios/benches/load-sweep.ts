import { sensorSpoofing } from '../../attacks/sensor-spoofing.ts';
import { scaledTable } from '../../sim/crypto/costs/cost-table.ts';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import type { CostTables } from '../../sim/framework/costs.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { MeetingRoomParameters } from '../meeting-room-mapping/parameters.ts';
import { meetingRoomMapping } from '../meeting-room-mapping/scenario.ts';
import { replicate } from '../replicate.ts';
import { defaultsOf } from '../values.ts';

/**
 * One point of the sweep: what the twins of both platforms should get, what they got, and how the attack fared
 * meanwhile.
 */
export interface LoadPoint {
  readonly profile: ProfileName;
  /** The attack that ran all the time. */
  readonly attack: string;
  /** Twin updates wanted a second: reports of all things, once for each platform. */
  readonly offeredPerSecond: number;
  /** Twin updates done a second. */
  readonly goodputPerSecond: number | null;
  /** Of reports, birth to twin, ms. */
  readonly p99Ms: number | null;
  /** Share of attempts that succeeded. */
  readonly attackSuccess: number | null;
  readonly attempts: number;
}

/**
 * Servers this many times slower than the server class, so that one core is saturated with few events: every load
 * below is to be multiplied by it for that class.
 */
const slower = 200;

const slowServers: CostTables = {
  ...costTables,
  server: scaledTable(
    'server',
    `${slower} times the server class, so that saturation is within reach`,
    costTables.server,
    slower,
  ),
};

/**
 * A building of 400 sensors on one core for each server: cores are not sized by the load, which is to saturate
 * them.
 */
const building: MeetingRoomParameters = {
  ...defaultsOf(meetingRoomMapping),
  rooms: 80,
  equippedRooms: 4,
  messageMicros: 0.1,
  utilisation: 0.95,
  warmUpSeconds: 10,
  durationSeconds: 60,
};

/** Times between two reports of a sensor at which a profile is swept, s. */
export type Sweep = Partial<Readonly<Record<ProfileName, readonly number[]>>>;

/**
 * From far below saturation to beyond it, where each profile has it: controls cost several times the handling of a
 * message.
 */
export const wholeSweep: Sweep = {
  none: [4, 1, 0.5, 0.25, 0.2, 0.17, 0.14, 0.1],
  framework: [8, 4, 2, 1.6, 1.4, 1.2, 1, 0.7],
};

/** Attempts of the attack begin this many times as often as it says itself: there are a few at every point. */
const intensity = 12;

/**
 * Runs the meeting room at one load under A18, spoofed sensors: the attack whose target is the very path that is
 * loaded.
 */
export function loadPoint(
  profile: ProfileName,
  reportSeconds: number,
  durationSeconds = building.durationSeconds,
): LoadPoint {
  const parameters = { ...building, reportSeconds, durationSeconds };
  const { values, attacks } = replicate(
    {
      scenario: meetingRoomMapping,
      parameters,
      profile: { name: profile, without: [] },
      attacks: [sensorSpoofing],
      seed: 1,
      suite: 'symbolic',
      costs: slowServers,
      intensity,
      again: 'metarange bench',
    },
    { seconds: () => 0 },
  );
  const { attempts, successes } = attacks[0]!;
  return {
    profile,
    attack: sensorSpoofing.id,
    offeredPerSecond: offered(parameters),
    goodputPerSecond: values['M29.twinUpdates']?.value ?? null,
    p99Ms: values['M30.reportP99']?.value ?? null,
    attackSuccess: attempts === 0 ? null : successes / attempts,
    attempts,
  };
}

const offered = (parameters: MeetingRoomParameters): number => {
  const sensors = (parameters.rooms * parameters.sensorsPerRoom) / parameters.reportSeconds;
  const devices = (parameters.equippedRooms * 4) / parameters.deviceReportSeconds;
  return (sensors + devices) * parameters.platforms;
};
