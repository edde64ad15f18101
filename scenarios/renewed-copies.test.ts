import { expect, test } from 'vitest';
import { enrolmentRace } from '../attacks/enrolment-race.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import { planAtHome } from './studied.ts';
import { play } from './testing/play.ts';

/** Certificates that an authority gives to who asks with the copied keys of a thing, in that thing's name. */
function renewed(without: readonly ControlId[]): { readonly asked: number; readonly given: number } {
  let [asked, given] = [0, 0];
  const renewal: Attack = {
    ...enrolmentRace,
    *campaign(hand) {
      const { accounts, copies } = hand.stage;
      const [name, { node }] = Object.entries(copies)[0]!;
      const line = hand.open('RP-D', accounts['device']!.door, node, hand.copied(name));
      yield { line };
      if (line.state !== 'open') return;
      asked++;
      const { body } = hand.requested(node);
      hand.say(line, { kind: 'enrol', subject: node, dataClass: 'operational', body });
      yield { reply: line };
      if (line.inbox.some((message) => message.kind === 'enrolled' && message.body?.credential)) given++;
    },
  };
  play(planAtHome(renewal, { profile: { name: 'framework', without } }, 160));
  return { asked, given };
}

// Copies are of yesterday: C03 is out, so that they open a channel at all.
test('keys that were copied from a thing renew its certificate where no voucher is asked for, and nowhere else', () => {
  const bare = renewed(['C03', 'C34']);
  expect(bare.asked).toBeGreaterThanOrEqual(2);
  expect(bare.given).toBe(bare.asked);
  const vouched = renewed(['C03']);
  expect(vouched.asked).toBeGreaterThanOrEqual(2);
  expect(vouched.given).toBe(0);
});
