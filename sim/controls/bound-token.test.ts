import { describe, expect, test } from 'vitest';
import type { Token } from '../framework/crypto.ts';
import { seconds } from '../framework/time.ts';
import { boundToken } from './bound-token.ts';
import { annsRoom, atWork, cast, message, noDuty, post, proved } from './testing/house.ts';
import { terms } from './testing/terms.ts';
import { tokenContent } from './tokens.ts';

const issuer = terms.keyPair();
const tokenOf = (claims: Partial<Omit<Token, 'signature'>> = {}, key = issuer.privateKey): Token => {
  const token = {
    holder: cast.ann,
    boundTo: 'ann',
    scopes: ['command:lamp', 'view'],
    expiresNs: seconds(300),
    serial: 5,
    ...claims,
  };
  return { ...token, signature: terms.sign(key, tokenContent(token)) };
};
const command = (marks: unknown[], person: number = cast.ann, from: number = cast.ann) =>
  message('command', { quantity: 'lamp', value: 1, person }, { from, subject: cast.lamp, marks });
const doorFor = (person: number) =>
  post({
    place: 'RP-A',
    node: cast.door,
    peer: person,
    evidence: proved(person),
    trust: { tokenKey: issuer.publicKey },
  });
const inside = () => post({ place: 'RP-M', node: cast.twin, peer: cast.door, trust: { tokenKey: issuer.publicKey } });

describe('C13 bound token', () => {
  test('a person sends its token along and the door lets the command in', () => {
    const guard = atWork(boundToken);
    const token = tokenOf();
    const sent = command([]);
    guard.protect!(sent, post({ place: 'RP-A', node: cast.ann, keys: { token } }));
    expect(sent.marks).toEqual([token]);
    expect(guard.verify!(sent, doorFor(cast.ann))).toBeUndefined();
  });

  test("a token that another person sends is refused: it is bound to its holder's name", () => {
    const guard = atWork(boundToken);
    expect(guard.verify!(command([tokenOf()], cast.ben, cast.ben), doorFor(cast.ben))).toBe('token-not-bound');
    expect(guard.verify!(command([tokenOf()]), { ...doorFor(cast.ann), evidence: null })).toBe('token-not-bound');
  });

  test('a command without a token, or with one that the issuer did not sign, is refused', () => {
    const guard = atWork(boundToken);
    expect(guard.verify!(command([]), doorFor(cast.ann))).toBe('no-token');
    expect(guard.verify!(command([tokenOf({}, terms.keyPair().privateKey)]), doorFor(cast.ann))).toBe('no-token');
  });

  test('what stands in the place of a token and is none is malformed', () => {
    const token = tokenOf();
    for (const mark of [
      null,
      7,
      'token',
      {},
      [],
      { ...token, holder: 'ann' },
      { ...token, scopes: 'view' },
      { ...token, scopes: ['view', 3] },
      { ...token, boundTo: null },
      { ...token, signature: null },
    ]) {
      expect(atWork(boundToken).verify!(command([mark]), doorFor(cast.ann))).toBe('malformed');
    }
  });

  test('a forged token with the serial of one that was checked is still refused', () => {
    const guard = atWork(boundToken);
    const token = tokenOf();
    expect(guard.verify!(command([token]), doorFor(cast.ann))).toBeUndefined();
    expect(guard.verify!(command([{ ...token, scopes: ['command:lock'] }]), doorFor(cast.ann))).toBe('no-token');
  });

  test('the signature is checked once at a node, and anew after its restart', () => {
    const guard = atWork(boundToken);
    const token = tokenOf();
    const at = doorFor(cast.ann);
    guard.verify!(command([token]), at);
    guard.verify!(command([token]), at);
    expect(at.charged).toEqual(['lookup', 'verify', 'lookup']);
    guard.forget!(cast.door);
    guard.verify!(command([token]), at);
    expect(at.charged.filter((operation) => operation === 'verify')).toHaveLength(2);
  });

  test('a token ends with its time and does what it was made for only', () => {
    const guard = atWork(boundToken);
    const token = tokenOf();
    expect(guard.verify!(command([token]), { ...doorFor(cast.ann), now: seconds(301) })).toBe('token-expired');
    const view = message('view', { room: annsRoom, person: cast.ann }, { from: cast.ann, marks: [token] });
    expect(guard.verify!(view, doorFor(cast.ann))).toBeUndefined();
    const query = message('query', { room: annsRoom, first: 0, person: cast.ann }, { from: cast.ann, marks: [token] });
    expect(guard.verify!(query, doorFor(cast.ann))).toBe('token-scope');
  });

  test("an agent passes the person's token on, and the twin holds it against the person in the command", () => {
    const guard = atWork(boundToken);
    const forwarded = command([tokenOf()], cast.ann, cast.door);
    guard.protect!(forwarded, post({ place: 'RP-M', node: cast.door, peer: cast.twin }));
    expect(guard.verify!(forwarded, inside())).toBeUndefined();
    expect(guard.verify!(command([tokenOf()], cast.ben, cast.door), inside())).toBe('token-not-bound');
  });

  test('other kinds and other roles need no token', () => {
    const guard = atWork(boundToken);
    expect(
      guard.verify!(message('enter', { person: cast.ann }, { from: cast.ann }), doorFor(cast.ann)),
    ).toBeUndefined();
    expect(
      guard.verify!(command([]), post({ place: 'RP-M', node: cast.thingsAgent, peer: cast.twin })),
    ).toBeUndefined();
  });

  test('those who enter are to be given tokens', () => {
    const duty = noDuty();
    atWork(boundToken).oblige!('identity', duty, post());
    expect(duty.token).toBe(true);
  });
});
