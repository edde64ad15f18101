import { describe, expect, test } from 'vitest';
import type { WireMessage } from '../framework/control.ts';
import type { Move } from '../framework/messages/roaming.ts';
import { seconds } from '../framework/time.ts';
import { atWork, cast, identity, message, post, root, statusOf } from './testing/house.ts';
import { terms } from './testing/terms.ts';
import { thingConsent } from './thing-consent.ts';

const guard = atWork(thingConsent);
const keys = identity('lamp');
const other = 50;
const wish: Move = { platform: other, at: 7, quantity: 'temperature', value: 21 };
const move = (given: Partial<WireMessage> = {}): WireMessage =>
  message('move', wish, { from: cast.lamp, to: cast.thingsAgent, subject: cast.lamp, ...given });
const signed = (held: Partial<typeof keys> = keys): WireMessage => {
  const said = move();
  guard.protect!(said, post({ node: cast.lamp, keys: held }));
  return said;
};
const agent = (given: Parameters<typeof post>[0] = {}) => post({ place: 'RP-X', node: cast.thingsAgent, ...given });

describe('C48 thing consent', () => {
  test('a wish that the thing signed passes, at its own platform and at the one it is passed on to', () => {
    const said = signed();
    expect(guard.verify!(said, agent({ place: 'RP-T' }))).toBeUndefined();
    const passedOn = move({ marks: said.marks, from: cast.thingsAgent, to: other });
    guard.protect!(passedOn, agent({ keys: identity('thingsAgent') }));
    expect(guard.verify!(passedOn, agent())).toBeUndefined();
  });

  test('a platform that hands over a thing without its wish is refused', () => {
    const made = move({ from: cast.thingsAgent });
    guard.protect!(made, agent({ keys: identity('thingsAgent') }));
    expect(guard.verify!(made, agent())).toBe('no-consent');
  });

  test.each([
    ['another state', { value: 45 }],
    ['another platform', { platform: 51 }],
    ['another time', { at: 8 }],
    ['another quantity', { quantity: 'light' as const }],
  ])('a wish that was passed on with %s is refused', (_what, changed) => {
    const { marks } = signed();
    expect(guard.verify!(move({ marks, body: { ...wish, ...changed } }), agent())).toBe('no-consent');
  });

  test('the wish of one thing does not hand over another', () => {
    const { marks } = signed();
    expect(guard.verify!(move({ marks, subject: cast.sensor }), agent())).toBe('wrong-peer');
    expect(guard.verify!(move({ marks, subject: 1000 }), agent())).toBe('wrong-peer');
  });

  test('consent with keys of a rogue issuer, of the past or revoked is none', () => {
    const rogue = terms.root('root', -seconds(1e5), seconds(1e6));
    expect(guard.verify!(signed(identity('lamp', seconds(3600), 1, rogue)), agent())).toBe('untrusted-chain');
    expect(guard.verify!(signed(), agent({ now: seconds(3601) }))).toBe('expired-credential');
    expect(guard.verify!(signed(), agent({ trust: { roots: [root.credential], ...statusOf([1]) } }))).toBe(
      'revoked-credential',
    );
  });

  test('a thing without keys signs nothing, and what stands in the place of consent and is none is malformed', () => {
    expect(guard.verify!(signed({ pair: null, credential: null }), agent())).toBe('no-consent');
    const consent = signed().marks[0] as object;
    for (const mark of [null, 7, {}, [], { ...consent, credential: 3 }, { ...consent, signature: null }]) {
      expect(guard.verify!(move({ marks: [mark] }), agent())).toBe('malformed');
    }
    expect(guard.verify!(move({ body: null }), agent())).toBe('malformed');
  });

  test('other kinds need no consent', () => {
    const join = message('join', { at: 1, moved: 0 }, { from: cast.lamp, subject: cast.lamp });
    expect(guard.verify!(join, agent({ place: 'RP-T' }))).toBeUndefined();
  });
});
