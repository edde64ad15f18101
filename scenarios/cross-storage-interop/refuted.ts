import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { crossStorageInterop } from './scenario.ts';

const collided = { without: ['C49'], attack: 'A16' } as const;
/** The same, aimed at a digital entity that no thing feeds. */
const moved = { ...collided, set: { aim: 'fountain' } } as const;
/** A federation is away for longer than anybody believes what it said. */
const away = { set: { outageSeconds: 90 } };
/** A federation goes away a second after a sale, for longer than an old holder may still show a thing and for less than it believes. */
const unheard = { set: { outageAtSeconds: 121, outageSeconds: 40 } };

/** Under what each claim about storages that work together is false. */
export const refuted: Refuted = {
  scenario: crossStorageInterop,
  base: {},
  arms: {
    'nobody learns what he is not entitled to': houseArms['nobody learns what he is not entitled to'],
    'readings reach the twin within a second, 99 of 100':
      houseArms['readings reach the twin within a second, 99 of 100'],
    'controls refuse at most 1 in 200 of what is honest':
      houseArms['controls refuse at most 1 in 200 of what is honest'],
    'a record that somebody put into a storage is taken by nobody': [{ without: ['C38'], attack: 'A41' }],
    'no thing moves the twin of a platform that does not hold it, or sold it longer ago than agreed': [
      collided,
      moved,
      unheard,
    ],
    'no thing is silent at its holder for longer than half a minute, while a federation is away too': [away],
    'a record is resolved within 400 ms, 19 of 20, whichever federation has it, while nobody attacks': [
      { set: { lookupMillis: 200 } },
    ],
    'a device is on record within half a minute of its wish, 99 of 100, while its storage is away too': [away],
    'no twin is moved by what somebody says in the name of a thing or a virtual fountain': [
      { without: ['C01', 'C16', 'C28'], attack: 'A18' },
    ],
    'what an avatar does with a virtual fountain is done, and durable, within a quarter of a second, 19 of 20': [
      { set: { personMillis: 200 } },
    ],
    'a device that takes the digital entity of another is noticed': [collided, moved],
  },
};
