import { describe, expect, test } from 'vitest';
import type { WireMessage } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { mapAgreement } from './map-agreement.ts';
import { atWork, cast, identity, message, post } from './testing/house.ts';

const guard = atWork(mapAgreement);
const other = 50;
const word = (kind: 'map' | 'demap' = 'map', given: Partial<WireMessage> = {}): WireMessage =>
  message(kind, { other, at: 7 }, { from: cast.lamp, to: cast.thingsAgent, subject: cast.lamp, ...given });
const signed = (kind: 'map' | 'demap' = 'map'): WireMessage => {
  const said = word(kind);
  guard.protect!(said, post({ node: cast.lamp, keys: identity('lamp') }));
  return said;
};
const storage = (given: Parameters<typeof post>[0] = {}) => post({ place: 'RP-D', node: 9, ...given });

describe('C50 map agreement', () => {
  test.each(['map', 'demap'] as const)(
    'a word to %s that the identity signed passes, also as its platform passes it on',
    (kind) => {
      const said = signed(kind);
      expect(guard.verify!(said, storage({ place: 'RP-T' }))).toBeUndefined();
      const passedOn = word(kind, { marks: said.marks, from: cast.thingsAgent });
      guard.protect!(
        passedOn,
        storage({ node: cast.thingsAgent, role: 'things-agent', keys: identity('thingsAgent') }),
      );
      expect(guard.verify!(passedOn, storage())).toBeUndefined();
    },
  );

  test('a word that a platform says for an identity is refused', () => {
    const made = word('map', { from: cast.thingsAgent });
    guard.protect!(made, storage({ node: cast.thingsAgent, role: 'things-agent', keys: identity('thingsAgent') }));
    expect(guard.verify!(made, storage())).toBe('no-consent');
  });

  test.each([
    ['about another identity', { body: { other: 51, at: 7 } }],
    ['of another time', { body: { other, at: 8 } }],
    ['in the name of another', { subject: cast.sensor }],
    ['that takes back what it said', { kind: 'demap' as const }],
  ])('a signed word does not serve as one %s', (_what, changed) => {
    const { marks } = signed();
    expect(guard.verify!(word('map', { marks, ...changed }), storage())).toMatch(/no-consent|wrong-peer/);
  });

  test('a word signed with a credential of the past counts no more, and inquiries need none', () => {
    expect(guard.verify!(signed(), storage({ now: seconds(3601) }))).toBe('expired-credential');
    const inquiry = message('inquire', { platform: 1, purpose: 'share' }, { subject: cast.lamp });
    expect(guard.verify!(inquiry, storage())).toBeUndefined();
  });
});
