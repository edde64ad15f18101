import { describe, expect, test } from 'vitest';
import type { WireMessage } from '../framework/control.ts';
import { voucherContent } from '../framework/voucher.ts';
import type { InitialIdentity } from '../framework/voucher.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { ownershipVoucher } from './ownership-voucher.ts';
import { atWork, cast, message, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(ownershipVoucher);
const maker = terms.keyPair();
const operational = terms.keyPair();

const made = (identifier: string, authority = 'registry', by = maker): InitialIdentity => {
  const pair = terms.keyPair();
  const said = { identifier, authority, key: pair.publicKey };
  return { pair, voucher: { ...said, signature: terms.sign(by.privateKey, voucherContent(said)) } };
};
const initial = made('lamp');
/** Somebody asks for a certificate in a name. */
const asked = (held: InitialIdentity | null = initial, name = 'lamp'): WireMessage => {
  const body = { identifier: name, request: terms.request(operational, name) };
  const said = message('enrol', body, { from: cast.lamp, to: cast.registry, subject: cast.lamp });
  guard.protect!(said, post({ place: 'RP-D', node: cast.lamp, keys: { initial: held } }));
  return said;
};
const registry = (makerKey: typeof maker.publicKey | null = maker.publicKey) =>
  post({ place: 'RP-D', node: cast.registry, trust: { makerKey } });
const judged = (said: WireMessage, at = registry()) => guard.verify!(said, at);

describe('C34 ownership voucher', () => {
  test('who holds the key that the maker vouches for is certified under its name, for a signature and three checks', () => {
    const at = post({ place: 'RP-D', node: cast.lamp, keys: { initial } });
    const said = asked();
    guard.protect!(said, at);
    expect([at.charged, at.extended]).toEqual([['sign'], wireSizes.voucher + wireSizes.signature]);
    const door = registry();
    expect(judged(said, door)).toBeUndefined();
    expect(door.charged).toEqual(['parse', 'verify', 'verify']);
  });

  test('a device with a voucher of its own gets no other name', () => {
    expect(judged(asked(initial, 'sensor'))).toBe('not-vouched');
  });

  test('another’s voucher, which is no secret, does not help without the key behind it', () => {
    expect(judged(asked({ pair: terms.keyPair(), voucher: initial.voucher }))).toBe('not-vouched');
  });

  test('a request that was vouched for does not carry another key', () => {
    const { marks } = asked();
    const body = { identifier: 'lamp', request: terms.request(terms.keyPair(), 'lamp') };
    expect(judged(message('enrol', body, { marks }))).toBe('not-vouched');
  });

  test('a voucher that nobody, somebody else or the device itself has signed is none', () => {
    expect(judged(asked(null))).toBe('not-vouched');
    expect(judged(asked(made('lamp', 'registry', terms.keyPair())))).toBe('not-vouched');
    expect(judged(asked({ ...initial, voucher: { ...initial.voucher, identifier: 'sensor' } }, 'sensor'))).toBe(
      'not-vouched',
    );
    expect(judged(asked(), registry(null))).toBe('not-vouched');
  });

  test('a device of another owner is not certified here', () => {
    expect(judged(asked(made('lamp', 'registry of a neighbour')))).toBe('not-vouched');
  });

  test('what stands in the place of a voucher and is none is malformed', () => {
    const said = asked();
    const vouched = said.marks[0] as { readonly voucher: object };
    const { body } = said;
    for (const mark of [null, 7, {}, [], { ...vouched, signature: 3 }, { ...vouched, voucher: null }]) {
      expect(judged(message('enrol', body as never, { marks: [mark] }))).toBe('malformed');
    }
    const keyless = { ...vouched, voucher: { ...vouched.voucher, key: 'lamp' } };
    expect(judged(message('enrol', body as never, { marks: [keyless] }))).toBe('malformed');
    expect(judged(message('enrol', null))).toBe('malformed');
  });

  test('who only claims an identity asks for no certificate, and other kinds need no voucher', () => {
    const claimed = message('enrol', { identifier: 'lamp', request: null });
    guard.protect!(claimed, post({ place: 'RP-D', node: cast.lamp, keys: { initial } }));
    expect([claimed.marks, judged(claimed)]).toEqual([[], undefined]);
    expect(judged(message('status', { since: 0 }))).toBeUndefined();
  });
});
