import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { meetingRoomMapping } from './scenario.ts';

/** Under what each claim about the meeting rooms is false. */
export const refuted: Refuted = {
  scenario: meetingRoomMapping,
  base: { rooms: 2, persons: 4, guests: 1, warmUpSeconds: 8, durationSeconds: 60 },
  arms: {
    ...houseArms,
    'wrong results of a provider are not used': [{ without: ['C20', 'C21', 'C22'], attack: 'A33' }],
  },
};
