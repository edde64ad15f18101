import { test } from 'vitest';
import { cipherDowngrade } from '../attacks/cipher-downgrade.ts';
import { weakestLink } from '../attacks/weakest-link.ts';
import { lifecycleAndErasure } from './lifecycle-and-erasure/scenario.ts';
import { planIn, play } from './testing/play.ts';
test('x', () => {
  for (const [attack, set] of [[cipherDowngrade, {}], [weakestLink, { weakestProfile: 'none', rooms: 3 }]] as const)
    for (const [name, without] of [['none', []], ['framework', []], ['framework', ['C33']], ['framework', ['C42']], ['framework', ['C33', 'C42']]] as const) {
      const { observed } = play(planIn(lifecycleAndErasure, { profile: { name, without }, attacks: [attack] }, { durationSeconds: 200, ...set }));
      const a = observed.attacks[0]!;
      console.log(attack.id, name, without.join(), a.attempts, a.successes, a.detected, JSON.stringify(observed.refusals));
    }
});
