import { describe, expect, test } from 'vitest';
import { deviceClasses, operations } from '../framework/costs.ts';
import { millis } from '../framework/time.ts';
import { wireSizes } from '../framework/wire-sizes.ts';
import { costTables } from './costs/cost-tables.ts';
import { encodeContent } from './openssl/content.ts';
import { CredentialHandle } from './openssl/credential.ts';
import { RequestHandle } from './openssl/request.ts';
import { opensslSuite } from './openssl/suite.ts';
import { BytesTerm } from './openssl/terms.ts';

describe('costs', () => {
  test.each(deviceClasses)('the %s class has a source and a time above nothing for every operation', (name) => {
    const table = costTables[name];
    expect(table.name).toBe(name);
    expect(table.source.length).toBeGreaterThan(10);
    for (const operation of operations) {
      expect(table.sources[operation], operation).toMatch(
        /measured|assumption|github\.com|mbedTLS|one multiplication/i,
      );
      expect(table.fixedNs[operation], operation).toBeGreaterThan(0);
      expect(table.perByteNs[operation], operation).toBeGreaterThanOrEqual(0);
    }
  });

  test('the published figures stand in the tables', () => {
    const { constrained, server } = costTables;
    expect([constrained.fixedNs.sign, constrained.fixedNs.verify]).toEqual([millis(5.9), millis(15.3)]);
    expect([constrained.fixedNs.agree, constrained.fixedNs.keygen]).toEqual([millis(14.2), millis(5.1)]);
    expect([server.fixedNs.sign, server.fixedNs.verify, server.fixedNs.agree]).toEqual([32_400, 82_200, 44_200]);
    const at256 = (operation: 'aead' | 'mac' | 'hash') => server.fixedNs[operation] + 256 * server.perByteNs[operation];
    expect([at256('aead'), at256('mac'), at256('hash')].map(Math.round)).toEqual([5100, 3400, 1500]);
  });

  test('a constrained device is slower at everything than any other, and a server faster', () => {
    for (const operation of operations) {
      const times = deviceClasses.map((name) => costTables[name].fixedNs[operation]);
      expect(Math.max(...times), operation).toBe(costTables.constrained.fixedNs[operation]);
      expect(Math.min(...times), operation).toBe(costTables.server.fixedNs[operation]);
    }
  });
});

describe('sizes', () => {
  const suite = opensslSuite();
  const key = suite.secret();
  const bytesOf = (term: unknown): number => BytesTerm.bytes(term as BytesTerm).length;
  const root = suite.root('authority of house A', 0, 1e15);
  const pair = suite.keyPair();
  const request = suite.request(pair, 'thing-17');
  const terms = { serial: 4_000_000, notBeforeNs: 0, notAfterNs: 3600e9 };
  const chainBytes = (credential: unknown): number[] =>
    CredentialHandle.chain(credential as CredentialHandle).map((der) => der.length);

  test('of signatures, tags and seals are those of the bytes', () => {
    for (const algorithm of ['p256', 'ed25519'] as const) {
      expect(bytesOf(suite.sign(suite.keyPair(algorithm).privateKey, 'x'))).toBe(wireSizes.signature);
    }
    expect(bytesOf(suite.tag(key, 'x'))).toBe(wireSizes.mac);
    const content = { value: 1 };
    expect(bytesOf(suite.seal(key, content, null)) - encodeContent(content).length).toBe(wireSizes.sealedOverhead);
    expect(suite.hash('x').length / 2).toBe(wireSizes.hash);
    expect(bytesOf(suite.tree.leaf('x'))).toBe(wireSizes.hash);
  });

  test('of certificates and requests are near those of the bytes', () => {
    const within = (real: number, stated: number): void => {
      expect(Math.abs(real - stated) / stated).toBeLessThan(0.05);
    };
    within(chainBytes(suite.issue(root, request, { ...terms, kind: 'node' }))[0]!, wireSizes.certificate);
    within(RequestHandle.der(request as never).length, wireSizes.request);
  });

  test('of a handshake’s packets add up to the published whole, with whatever either side shows', () => {
    const { handshake, rawKeyHandshake, rawKeyProof, proof } = wireSizes;
    const bare = handshake.hello + handshake.reply + handshake.finish;
    expect(bare + 2 * rawKeyProof).toBe(rawKeyHandshake);
    expect(handshake.reply).toBeGreaterThan(100);
    // A certificate in place of a raw key on each side.
    expect(bare + 2 * proof - rawKeyHandshake).toBe(2 * (wireSizes.certificate - 91));
  });
});
