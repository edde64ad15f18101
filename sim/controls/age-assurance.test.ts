import { describe, expect, test } from 'vitest';
import type { Token } from '../framework/crypto.ts';
import type { AgeBand, Visit } from '../framework/messages/plaza.ts';
import { seconds } from '../framework/time.ts';
import { ageAssurance } from './age-assurance.ts';
import { atWork, cast, message, noDuty, post, proved } from './testing/house.ts';
import { terms } from './testing/terms.ts';
import { tokenContent } from './tokens.ts';

const issuer = terms.keyPair();
const tokenOf = (claims: Partial<Omit<Token, 'signature'>> = {}, key = issuer.privateKey): Token => {
  const token = {
    holder: cast.ann,
    boundTo: 'ann',
    scopes: ['say', 'age:adult'],
    expiresNs: seconds(300),
    serial: 5,
    ...claims,
  };
  return { ...token, signature: terms.sign(key, tokenContent(token)) };
};
const visit = (band: AgeBand, mark: unknown, person: number = cast.ann) =>
  message('visit', { person, band, barred: [7], at: 3 }, { from: person, subject: person, marks: [mark] });
const doorFor = (person: number) =>
  post({
    place: 'RP-A',
    node: cast.door,
    peer: person,
    evidence: proved(person),
    trust: { tokenKey: issuer.publicKey },
  });
/** What the door takes a visitor for. */
const takenFor = (said: ReturnType<typeof visit>, at = doorFor(cast.ann), guard = atWork(ageAssurance)): AgeBand => {
  expect(guard.verify!(said, at)).toBeUndefined();
  return (said.body as Visit).band;
};

describe('C25 age assurance', () => {
  test('a person shows its token with a visit and with nothing else', () => {
    const guard = atWork(ageAssurance);
    const token = tokenOf();
    const own = post({ place: 'RP-A', node: cast.ann, keys: { token } });
    const said = visit('adult', undefined);
    guard.protect!(said, own);
    expect(said.marks).toEqual([token]);
    const entering = message('enter', { person: cast.ann }, { from: cast.ann });
    guard.protect!(entering, own);
    expect(entering.marks).toEqual([]);
  });

  test('an age that the authority endorses for the proved name counts', () => {
    expect(takenFor(visit('adult', tokenOf()))).toBe('adult');
    expect(takenFor(visit('child', tokenOf({ scopes: ['age:child'] })))).toBe('child');
  });

  test('an age that nobody endorses counts for nothing, and what else the visitor says stays', () => {
    for (const band of ['child', 'teen'] as const) expect(takenFor(visit(band, tokenOf()))).toBe('unknown');
    for (const mark of [
      undefined,
      7,
      {},
      { ...tokenOf(), scopes: 'age:adult' },
      tokenOf({ scopes: [] }),
      tokenOf({}, terms.keyPair().privateKey),
      { ...tokenOf({ scopes: [] }), scopes: ['age:adult'] },
    ]) {
      const said = visit('adult', mark);
      expect(takenFor(said)).toBe('unknown');
      expect(said.body).toMatchObject({ person: cast.ann, barred: [7], at: 3 });
    }
  });

  test('an endorsement of somebody else, of a name that the channel did not prove, or of yesterday is none', () => {
    expect(takenFor(visit('adult', tokenOf(), cast.ben), doorFor(cast.ben))).toBe('unknown');
    expect(takenFor(visit('adult', tokenOf()), { ...doorFor(cast.ann), evidence: proved(cast.ben) })).toBe('unknown');
    expect(takenFor(visit('adult', tokenOf()), { ...doorFor(cast.ann), evidence: null })).toBe('unknown');
    expect(takenFor(visit('adult', tokenOf()), { ...doorFor(cast.ann), now: seconds(301) })).toBe('unknown');
  });

  test('who claims no age is looked at no further, and other messages not at all', () => {
    const at = doorFor(cast.ann);
    expect(takenFor(visit('unknown', undefined), at)).toBe('unknown');
    expect(at.charged).toEqual(['policy']);
    expect(atWork(ageAssurance).verify!(message('enter', { person: cast.ann }), at)).toBeUndefined();
    expect(at.charged).toEqual(['policy']);
  });

  test('the signature is checked once at a node, and anew after its restart', () => {
    const guard = atWork(ageAssurance);
    const token = tokenOf();
    const at = doorFor(cast.ann);
    for (let time = 0; time < 2; time++) takenFor(visit('adult', token), at, guard);
    expect(at.charged.filter((work) => work === 'verify')).toHaveLength(1);
    guard.forget!(cast.door);
    takenFor(visit('adult', token), at, guard);
    expect(at.charged.filter((work) => work === 'verify')).toHaveLength(2);
  });

  test('those who enter are to be given tokens', () => {
    const duty = noDuty();
    atWork(ageAssurance).oblige!('identity', duty, post());
    expect(duty.token).toBe(true);
  });
});
