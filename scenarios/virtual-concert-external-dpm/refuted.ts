import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { concert } from './scenario.ts';

const flood = { without: ['C24', 'C43'], attack: 'A24', intensity: 3 } as const;

/** Under what each claim about the concert is false. */
export const refuted: Refuted = {
  scenario: concert,
  base: { zones: 2, audience: 12, crew: 2, providers: 2, durationSeconds: 100 },
  arms: {
    ...houseArms,
    'no thing acts unsafely, whatever the attack': [
      ...houseArms['no thing acts unsafely, whatever the attack'],
      { profile: 'none', attack: 'A20', intensity: 3 },
    ],
    'an avatar moves within 100 ms of its person, 95 of 100': [{ set: { personMillis: 100 } }],
    'what providers compute comes back within a beat of a second, 95 of 100': [{ set: { providerMillis: 600 } }],
    'the hall keeps its service in nine minutes of ten, flooded or not': [flood],
    'no zone is drawn and nobody dances by a wrong result': [{ without: ['C20', 'C21', 'C22'], attack: 'A33' }],
    'a flood at the doors keeps nobody out': [flood],
  },
};
