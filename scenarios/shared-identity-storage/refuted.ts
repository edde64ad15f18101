import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { sharedIdentityStorage } from './scenario.ts';

const tampered = { without: ['C38'], attack: 'A41' } as const;
const split = { without: ['C47'], attack: 'A15' } as const;

/** Under what each claim about the shared identity storage is false. */
export const refuted: Refuted = {
  scenario: sharedIdentityStorage,
  base: {},
  arms: {
    'nobody learns what he is not entitled to': houseArms['nobody learns what he is not entitled to'],
    'readings reach the twin within a second, 99 of 100':
      houseArms['readings reach the twin within a second, 99 of 100'],
    'controls refuse at most 1 in 200 of what is honest':
      houseArms['controls refuse at most 1 in 200 of what is honest'],
    'a record that somebody put into a storage is taken by nobody': [tampered],
    'no platform relies on a record older than a minute': [tampered],
    'a thing that changed hands moves the twin of its old holder no longer than agreed': [split],
    'no thing is silent at its holder for longer than half a minute, while the storage is away too': [tampered],
    // Refusals of what was tampered with make platforms ask again.
    'a record is resolved within a quarter of a second, 19 of 20': [{ attack: 'A41' }],
    'no twin is moved by what somebody says in the name of a thing, a heating circuit or one of its valves': [
      { without: ['C01', 'C16', 'C28'], attack: 'A18' },
      // A copy of a valve's keys speaks for it as long as its circuit believes them.
      { without: ['C01', 'C03'], attack: 'A01' },
    ],
    'a heating circuit whose identity was revoked moves no twin for longer than a minute': [
      { without: ['C04', 'C05'] },
    ],
    'a storage that goes on showing old records is noticed': [split],
  },
};
