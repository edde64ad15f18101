import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { lifecycleAndErasure } from './scenario.ts';

const faked = { attack: 'A37', intensity: 10 } as const;

/** Under what each claim about lifecycle and erasure is false. */
export const refuted: Refuted = {
  scenario: lifecycleAndErasure,
  base: {
    rooms: 2,
    retainWindows: 4,
    deadlineSeconds: 10,
    withdrawFromSeconds: 40,
    withdrawEverySeconds: 8,
    durationSeconds: 100,
  },
  arms: {
    'no thing acts unsafely, whatever the attack': houseArms['no thing acts unsafely, whatever the attack'],
    'readings reach the twin within a second, 99 of 100':
      houseArms['readings reach the twin within a second, 99 of 100'],
    'once a withdrawal has had its time, nothing that tells of the person is used for what was withdrawn': [
      { without: ['C27'] },
      { profile: 'access' },
      // Consent is asked, and what is on the medium as the person's word is somebody else's.
      { without: ['C30', 'C51'], attack: 'A29', intensity: 10 },
    ],
    'what must stay in its region, or ended with a withdrawal, comes to nobody else': [
      { without: ['C26'] },
      { without: ['C17'] },
      { without: ['C27'] },
    ],
    'what a wrist band measures of its wearer comes to the wearer’s platform and to those whom the wearer lets see it':
      [{ without: ['C16'] }, { without: ['C27'] }, { profile: 'access' }],
    'who runs a machine, or looks after apartments, learns nothing of residents beyond his task': [
      // Each closes one way: through memory, from the medium, by the front door.
      { without: ['C14'], attack: 'A30' },
      { without: ['C30'], attack: 'A30' },
      { without: ['C15'], attack: 'A30' },
      { profile: 'none', attack: 'A30' },
    ],
    'what an archive gives back is what it laid down last': [{ without: ['C51'], attack: 'A53', intensity: 10 }],
    'when the deadline of an erasure has passed, no holder has anything left that tells of the person': [
      { without: ['C30'], ...faked },
      { profile: 'none', ...faked },
    ],
    'no record that tells of a person outlives its time at any holder': [
      { without: ['C30'], ...faked },
      { without: ['C17'], attack: 'A36', intensity: 10 },
    ],
    'every erasure has reached every holder by its deadline, or is named as incomplete in time': [
      { without: ['C30', 'C23'], ...faked },
      { profile: 'none', ...faked },
    ],
    // Everything within a platform takes most of a second.
    'while nobody attacks, 19 of 20 erasures are confirmed within five seconds': [
      { set: { dataCentreMillis: 800, deadlineSeconds: 40 } },
    ],
    'what the first platform shares is read neither on the way nor through a platform with less protection': [
      { without: ['C01', 'C33', 'C42'], attack: 'A10', intensity: 3 },
      { without: ['C42'], attack: 'A50', intensity: 3, set: { weakestProfile: 'transport', rooms: 3 } },
      { without: ['C33', 'C42'], attack: 'A50', intensity: 3, set: { weakestProfile: 'none', rooms: 3 } },
    ],
  },
};
