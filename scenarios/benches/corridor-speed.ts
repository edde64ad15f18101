import { points } from '../../sim/framework/figure.ts';
import { meetingRoomMapping } from '../meeting-room-mapping/scenario.ts';
import { prepare } from '../replicate.ts';
import { valuesAt } from '../values.ts';

/** Sensors of the meeting room and how long they report, after a warm-up of one period. */
export interface CorridorLoad {
  readonly sensors: number;
  readonly simulatedSeconds: number;
}

const warmUpSeconds = 10;

/**
 * Speed of the whole range: reports of a building's sensors end to end under the full framework, from sensor to
 * the twin of each of two platforms, with the oracle and every metric watching. A report counts once for each twin
 * that it updated.
 */
export function measureCorridor(
  { sensors, simulatedSeconds }: CorridorLoad,
  clock: () => number,
): { readonly eventsPerSecond: number; readonly reportsPerSecond: number } {
  const stress = valuesAt(meetingRoomMapping, 'stress');
  const parameters = {
    ...stress,
    rooms: Math.ceil(sensors / stress.sensorsPerRoom),
    reportSeconds: 10,
    warmUpSeconds,
    durationSeconds: simulatedSeconds,
  };
  const { world, untilNs, assessment } = prepare({
    scenario: meetingRoomMapping,
    parameters,
    profile: { name: 'framework', without: [] },
    attacks: [],
    seed: 1,
    suite: 'symbolic',
    again: 'metarange bench',
  });
  world.run(warmUpSeconds * 1e9);
  const eventsBefore = world.kernel.events;
  const begun = clock();
  world.run(untilNs);
  const took = clock() - begun;
  const events = world.kernel.events - eventsBefore;
  world.recorder.digest();
  const seen = assessment.close({
    run: { scenario: meetingRoomMapping.name, seed: 1, again: 'metarange bench' },
    inside: world.inFlight(points),
    costs: world.costs(),
  });
  const updatesPerSimulatedSecond = seen.values['M29.twinUpdates']?.value ?? 0;
  return {
    eventsPerSecond: events / took,
    reportsPerSecond: (updatesPerSimulatedSecond * simulatedSeconds) / took,
  };
}
