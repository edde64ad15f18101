import { expect, test } from 'vitest';
import type { Kind } from '../../sim/framework/message.ts';
import { fold, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { avatarPlaces } from './avatar-places.ts';

const run = frame(90, { roleOf: (node) => (node < 4 ? 'entity-agent' : 'avatar-agent') });
const ann = 80;
const told = (message: Kind, node: number, at: number): ToldFact => ({
  kind: 'delivered',
  message,
  node,
  at,
  subject: ann,
});
const nowhere = (...facts: readonly ToldFact[]) => fold(avatarPlaces, run, facts)['nowhere'];

test('an avatar is nowhere from the word that it left a plaza to the word that it is at another', () => {
  expect(nowhere(told('visit', 1, 1), told('travel', 7, 2), told('depart', 1, 3), told('admit', 2, 5))).toMatchObject({
    value: 2000,
    n: 1,
  });
  // Also where nobody heard of its wish.
  expect(nowhere(told('visit', 1, 1), told('depart', 1, 3), told('admit', 2, 4))).toMatchObject({ value: 1000, n: 1 });
});

test('one that wished to go and came nowhere was nowhere until it was back; one that only stayed away has not moved', () => {
  const away = [told('depart', 1, 3), told('visit', 1, 70)];
  expect(nowhere(told('visit', 1, 1), told('travel', 7, 2), ...away)).toMatchObject({ value: 67_000, n: 1 });
  expect(nowhere(told('visit', 1, 1), ...away)).toMatchObject({ value: null, n: 0 });
});
