import type { Refuted } from '../kit/refuted.ts';
import { manyIdentitiesOneDevice } from './scenario.ts';

const merged = { without: ['C50'], attack: 'A52', intensity: 2 } as const;
/** Answers hold on for longer than an owner who withdraws was promised. */
const tenacious = { set: { answerSeconds: 60, leaseSeconds: 60 } };

/** Under what each claim about things with many identities is false. */
export const refuted: Refuted = {
  scenario: manyIdentitiesOneDevice,
  base: {},
  arms: {
    'nobody learns what he is not entitled to': [tenacious],
    'readings reach the twin within a second, 99 of 100': [{ set: { lanMillis: 1200 } }],
    // The authority is away for longer than its last list is valid: nobody can tell who is revoked.
    'controls refuse at most 1 in 200 of what is honest': [
      { set: { outageAtSeconds: 60, outageSeconds: 400, statusSeconds: 5 } },
    ],
    'honest operations succeed within a second in 19 of 20 minutes': [{ set: { outageAtSeconds: 100 } }],
    'no two things are held for one': [merged],
    'no twin shows what its thing did not say': [merged],
    'what a thing says moves no twin elsewhere for longer than agreed once its owner has withdrawn': [tenacious],
    'the state of a thing is at its twin elsewhere within a quarter of a second, 19 of 20': [
      { set: { wanMillis: 300 } },
    ],
    'who pools what two platforms receive joins identities hardly better than by guessing': [
      { without: ['C18'], attack: 'A17', intensity: 2 },
    ],
  },
};
