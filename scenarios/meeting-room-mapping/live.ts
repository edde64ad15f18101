import type { LiveTerms } from '../../sim/framework/scenario.ts';
import { processOf } from '../kit/live.ts';
import type { MeetingRoomParameters } from './parameters.ts';

/** Laid onto processes as every house is. Times are short, since they pass for real. */
export const live: LiveTerms<MeetingRoomParameters> = {
  parameters: {
    rooms: 2,
    persons: 4,
    guests: 1,
    reportSeconds: 2,
    deviceReportSeconds: 5,
    windowSeconds: 5,
    commandEverySeconds: 4,
    viewEverySeconds: 4,
    queryEverySeconds: 10,
    warmUpSeconds: 5,
    durationSeconds: 25,
  },
  // A replay waits for a command, then for longer than the window of time stamps.
  attacked: { commandEverySeconds: 2, durationSeconds: 120 },
  processOf,
};
