import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import { valuesAt } from '../values.ts';
import type { ComparisonTerms } from '../worlds/terms.ts';
import { meetingRoomMapping } from './scenario.ts';

const smoke = valuesAt(meetingRoomMapping, 'smoke');
const live = { ...smoke, ...meetingRoomMapping.live!.parameters } as ParameterValues;

/** On what terms the meeting-room mapping is compared between the worlds. */
export const comparison: ComparisonTerms = {
  // A scenario's own parameters are checked where they are declared.
  scenario: meetingRoomMapping as unknown as Scenario,
  // Some two thousand messages a second: code is soon warm, and no process is busy for more than a share of the time (assumption).
  service: {
    ...live,
    rooms: 6,
    persons: 6,
    reportSeconds: 0.2,
    deviceReportSeconds: 0.4,
    commandEverySeconds: 0.4,
    viewEverySeconds: 0.2,
    queryEverySeconds: 0.6,
    warmUpSeconds: 20,
    durationSeconds: 15,
  },
  idle: {
    ...live,
    rooms: 6,
    persons: 6,
    ...Object.fromEntries(
      ['report', 'deviceReport', 'window', 'commandEvery', 'viewEvery', 'queryEvery'].map((what) => [
        `${what}Seconds`,
        3600,
      ]),
    ),
    warmUpSeconds: 10,
    durationSeconds: 15,
  },
  attacked: live,
  // As long as four to nine attempts take that follow each other closely.
  attacks: [
    { attack: 'A01', durationSeconds: 60, intensity: 5 },
    { attack: 'A07', durationSeconds: 240, intensity: 5, parameters: { commandEverySeconds: 2 } },
    { attack: 'A09', durationSeconds: 150, intensity: 5 },
    { attack: 'A11', durationSeconds: 60, intensity: 5 },
    { attack: 'A18', durationSeconds: 120, intensity: 5 },
    { attack: 'A20', durationSeconds: 120, intensity: 5 },
    { attack: 'A24', durationSeconds: 160, intensity: 5, alone: true },
    { attack: 'A31', durationSeconds: 60, intensity: 5 },
    { attack: 'A33', durationSeconds: 120, intensity: 5 },
  ],
  ranked: ['C16', 'C20', 'C12'],
};
