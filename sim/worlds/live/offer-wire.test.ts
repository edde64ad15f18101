import { expect, test } from 'vitest';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import { OfferSheet } from '../shared/handshake.ts';
import { Issuer } from '../shared/issuer.ts';
import { Flights } from './offer-wire.ts';

const suite = opensslByteSuite();
const flights = new Flights(suite);
/** Longest flight that a handshake's head of 16 KiB has room for in base64url, with what else stands in it. */
const roomBytes = 11_500;

/** The flight of an end that shows a list of an authority which has revoked so many certificates. */
function flightOf(revoked: number, falsePositives?: number) {
  const root = suite.root('authority', 0, 60e9);
  const issuer = new Issuer(suite, { root, token: suite.keyPair() }, falsePositives);
  issuer.keepBooks({
    ...issuer.books(),
    serial: 1000 + revoked,
    current: [['stolen', Array.from({ length: revoked }, (_, place) => 1001 + place)]],
  });
  issuer.recall();
  const sheet = new OfferSheet();
  sheet.status = issuer.publish(0, 60e9);
  return { sheet, bytes: flights.write(sheet, {}) };
}

test('a list of more than some thousand serials overflows the head of a handshake, a filter of six thousand does not', () => {
  expect(flightOf(1000).bytes.length).toBeLessThan(roomBytes);
  expect(flightOf(2000).bytes.length).toBeGreaterThan(roomBytes);
  expect(flightOf(6000, 0.01).bytes.length).toBeLessThan(roomBytes);
});

test('a filter comes off the wire as it was signed', () => {
  const { sheet, bytes } = flightOf(100, 0.01);
  expect(flights.read(bytes)!.status).toMatchObject({ filter: sheet.status!.filter, revoked: [] });
});

test('what has no room on a wire is not written: too long a filter, and too long a list of serials or of spared ones', () => {
  expect(() => flightOf(60_000, 0.01)).toThrow('71888 bytes in one piece: on a wire there is room for 65535');
  expect(() => flightOf(5000)).toThrow('5000 elements in one list: on a wire it has room for 4096');
  const { sheet } = flightOf(10, 0.01);
  const list = sheet.status!;
  sheet.status = { ...list, filter: { ...list.filter!, spared: Array.from({ length: 4097 }, (_, serial) => serial) } };
  expect(() => flights.write(sheet, {})).toThrow('4097 elements in one list');
  // The writer begins anew.
  sheet.status = list;
  expect(flights.read(flights.write(sheet, {}))!.status).toMatchObject({ filter: list.filter });
});
