import { houseArms } from '../kit/refuted.ts';
import type { Refuted } from '../kit/refuted.ts';
import { town } from './scenario.ts';

const flood = { without: ['C24', 'C43'], attack: 'A24', intensity: 3 } as const;

/** Under what each claim about the town is false. */
export const refuted: Refuted = {
  scenario: town,
  base: { districts: 2 },
  arms: {
    ...houseArms,
    'no thing acts unsafely, whatever the attack': [
      ...houseArms['no thing acts unsafely, whatever the attack'],
      { profile: 'none', attack: 'A20', intensity: 3 },
    ],
    'the town keeps its service in nine minutes of ten, whatever the attack': [flood],
    'a flood at one door takes no minute of service from the town': [flood],
    'no twin believes what an attacker made up': [{ without: ['C16'], attack: 'A23' }],
    'no code but the maker’s spreads on the town’s things, whatever the attack': [
      { without: ['C37'], attack: 'A21', intensity: 3 },
      { without: ['C37'], attack: 'A22', intensity: 3 },
    ],
    'wrong results of a provider are not used': [{ without: ['C20', 'C21', 'C22'], attack: 'A33', intensity: 3 }],
  },
};
