import { expect, test } from 'vitest';
import { credentialStuffing } from '../attacks/credential-stuffing.ts';
import { enrolmentRace } from '../attacks/enrolment-race.ts';
import type { Attack, Hand } from '../sim/framework/attack.ts';
import type { Profile } from '../sim/framework/profile.ts';
import { studyOf } from './studied.ts';
import { play } from './testing/play.ts';

/** How many attempts of an attack there were, and in how many it believed to have gained something. */
function believed(attack: Attack, name: Profile['name']): { readonly attempts: number; readonly gave: number } {
  let [attempts, gave] = [0, 0];
  const listened: Attack = {
    ...attack,
    *campaign(hand) {
      attempts++;
      let first = true;
      const gain: Hand['gain'] = (...what) => {
        if (first) gave++;
        first = false;
        hand.gain(...what);
      };
      yield* attack.campaign(Object.create(hand, { gain: { value: gain } }) as Hand);
    },
  };
  play(studyOf(listened, { profile: { name, without: [] } }, 100));
  return { attempts, gave };
}

// Who chooses by what gave something would else leave what works.
test.each([credentialStuffing, enrolmentRace])(
  '$id sees that it gives something where nothing stands, and that it gives nothing under the framework',
  (attack) => {
    const bare = believed(attack, 'none');
    expect(bare.gave).toBeGreaterThan(bare.attempts / 2);
    expect(believed(attack, 'framework')).toMatchObject({ gave: 0 });
  },
);
