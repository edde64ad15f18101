import type { Refuted } from '../kit/refuted.ts';
import { fullFledgedRoaming } from './scenario.ts';

/** Under what each claim about roaming things is false. */
export const refuted: Refuted = {
  scenario: fullFledgedRoaming,
  base: { robots: 4, headsets: 3, glasses: 3, lookSeconds: 2 },
  arms: {
    'no hand-over takes longer than two seconds': [{ without: ['C43'], attack: 'A24', intensity: 2 }],
    'the twin of a thing stands on one platform at a time': [{ without: ['C01', 'C48'], attack: 'A49', intensity: 2 }],
    'no twin shows what its thing did not say': [{ without: ['C01'], attack: 'A01', intensity: 2 }],
    'nobody learns what he is not entitled to': [{ without: ['C32', 'C16'], attack: 'A09', intensity: 2 }],
    'glasses show beside a thing what it said, and nothing else': [
      { without: ['C01', 'C48'], attack: 'A49', intensity: 2 },
    ],
    'no label takes more of a wearer’s view than is safe': [{ without: ['C29'] }],
    'honest operations succeed within a second in 19 of 20 minutes': [
      { without: ['C43'], attack: 'A24', intensity: 2 },
    ],
    'reports reach the twin within a second, 99 of 100': [{ set: { lanMillis: 600, answerSeconds: 5 } }],
    // Status lists are as long on their way as they may be old.
    'controls refuse at most 1 in 200 of what is honest': [{ set: { statusSeconds: 1, wanMillis: 3000 } }],
  },
};
