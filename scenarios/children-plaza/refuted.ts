import type { Refuted } from '../kit/refuted.ts';
import { childrenPlaza } from './scenario.ts';

/** Under what each claim about the plaza is false. */
export const refuted: Refuted = {
  scenario: childrenPlaza,
  // A claim is about what lies on a ledger.
  base: { wallets: 1 },
  arms: {
    'no minor meets content above its age': [{ without: ['C25'] }, { without: ['C31'] }, { profile: 'access' }],
    'no contact reaches a minor that its guardian does not allow': [
      { without: ['C25'], attack: 'A46' },
      { without: ['C12', 'C13'], attack: 'A46' },
      { without: ['C31'], attack: 'A47' },
    ],
    'a guardian’s withdrawal ends contact within two seconds': [{ without: ['C31'] }],
    'nobody meets whom it has barred': [{ without: ['C31'] }, { profile: 'none' }],
    'what is known of a child stays with its guardian and the platform': [{ without: ['C40'], attack: 'A48' }],
    'an avatar is at one plaza at a time': [{ without: ['C01', 'C13', 'C48'], attack: 'A06' }],
    // People far away on a slow line.
    'no avatar that moves is nowhere for longer than two seconds': [{ set: { personMillis: 1200 } }],
    'nobody is spoken to in another’s name': [
      { without: ['C01', 'C13', 'C48'], attack: 'A06' },
      { profile: 'transport', attack: 'A06' },
    ],
    'no asset counts on two platforms': [{ without: ['C39'], attack: 'A42' }],
    'controls refuse at most 1 in 30 of what is honest': [{ without: ['C01'] }],
    // People far away on a slow line.
    'what is said is passed on within a second, 99 of 100': [{ set: { personMillis: 600 } }],
  },
};
