import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { forgeries } from '../framework/crypto.ts';
import type {
  Authority,
  ChainFault,
  Content,
  CredentialTerms,
  FlipPart,
  Forgery,
  KeyPair,
  SecretKey,
} from '../framework/crypto.ts';
import { seconds } from '../framework/time.ts';
import { opensslSuite } from './openssl/suite.ts';
import { flipBits } from './parts.ts';
import { symbolicSuite } from './symbolic/suite.ts';

const suites = [symbolicSuite(), opensslSuite()];
/** What a verifier that follows the rules finds wrong with each forgery. */
const forgeryFault: Readonly<Record<Forgery, ChainFault>> = {
  namesake: 'untrusted',
  impostor: 'bad-signature',
  unlabelled: 'bad-signature',
  truncated: 'malformed',
  garbled: 'malformed',
};
const year = seconds(365 * 86_400);
const hour = seconds(3600);
const terms: CredentialTerms = { serial: 7, notBeforeNs: 0, notAfterNs: hour, kind: 'node' };
const report = { quantity: 'temperature', value: 21.5, at: 1_234_567_890 };

describe.each(suites.map((suite) => ({ name: suite.name, suite })))('the $name suite', ({ suite }) => {
  let root: Authority;
  let rogueRoot: Authority;
  let device: KeyPair;
  let key: SecretKey;

  beforeAll(() => {
    root = suite.root('authority of house A', -year, 20 * year);
    rogueRoot = suite.root('authority of house A', -year, 20 * year);
    device = suite.keyPair();
    key = suite.secret();
  });

  const fault = (credential: Parameters<typeof suite.checkChain>[0], nowNs = 0): string =>
    suite.checkChain(credential, [root.credential], nowNs) ?? 'holds';
  const certify = (pair: KeyPair, name: string, change: Partial<CredentialTerms> = {}, issuer = root) =>
    suite.issue(issuer, suite.request(pair, name), { ...terms, ...change });

  describe('signatures', () => {
    test.each(['p256', 'ed25519'] as const)('a %s signature verifies for its key and content only', (algorithm) => {
      const pair = suite.keyPair(algorithm);
      const signature = suite.sign(pair.privateKey, report);
      expect(suite.verify(pair.publicKey, report, signature)).toBe(true);
      expect(suite.verify(pair.publicKey, { at: report.at, value: 21.5, quantity: 'temperature' }, signature)).toBe(
        true,
      );
      expect(suite.verify(pair.publicKey, { ...report, value: 21.6 }, signature)).toBe(false);
      expect(suite.verify(suite.keyPair(algorithm).publicKey, report, signature)).toBe(false);
      expect(suite.verify(device.publicKey, report, signature)).toBe(false);
    });

    test('contents that differ in kind, order, field or nesting are different contents', () => {
      const contents: Content[] = [
        0,
        '0',
        '',
        null,
        [],
        {},
        [0],
        [[0]],
        [0, 0],
        ['0'],
        { a: 0 },
        { b: 0 },
        { a: null },
        '[0]',
      ];
      contents.push(
        [device.publicKey],
        [suite.keyPair().publicKey],
        { a: 0, b: 1 },
        [1, 2],
        [2, 1],
        ['12'],
        ['1', '2'],
      );
      for (const [index, content] of contents.entries()) {
        const signature = suite.sign(device.privateKey, content);
        const matches = contents.map((other) => suite.verify(device.publicKey, other, signature));
        expect(matches.flatMap((match, other) => (match ? [other] : []))).toEqual([index]);
      }
    });

    test('zero has no sign', () => {
      expect(suite.verify(device.publicKey, [0], suite.sign(device.privateKey, [-0]))).toBe(true);
      expect(suite.hash([-0])).toBe(suite.hash([0]));
    });

    test('an agreement key neither signs nor verifies', () => {
      const pair = suite.agreementPair();
      expect(() => suite.sign(pair.privateKey, report)).toThrow('an agreement key does not sign');
      expect(() => suite.request(pair, 'thing')).toThrow('an agreement key does not sign');
      expect(suite.verify(pair.publicKey, report, suite.sign(device.privateKey, report))).toBe(false);
    });

    test('a root signs too, for status lists', () => {
      const list = { version: 1, revoked: [3, 5] };
      const signature = suite.sign(root.pair.privateKey, list);
      expect(suite.verify(root.credential.publicKey, list, signature)).toBe(true);
      expect(suite.verify(rogueRoot.credential.publicKey, list, signature)).toBe(false);
    });
  });

  describe('seals and tags', () => {
    test('a sealed content opens with its key and what it is bound to', () => {
      const sealed = suite.seal(key, report, ['RP-T', 1, 2, 77]);
      expect(suite.open(key, sealed, ['RP-T', 1, 2, 77])).toEqual(report);
      expect(suite.open(key, sealed, ['RP-T', 1, 2, 78])).toBeUndefined();
      expect(suite.open(suite.secret(), sealed, ['RP-T', 1, 2, 77])).toBeUndefined();
    });

    test('null is a content like any other', () => {
      expect(suite.open(key, suite.seal(key, null, null), null)).toBeNull();
    });

    test('terms come out of a seal as good as they went in', () => {
      const credential = certify(device, 'thing-17');
      const request = suite.request(device, 'thing-17');
      const inner = suite.seal(key, 'inner', null);
      const signature = suite.sign(device.privateKey, report);
      const tag = suite.tag(key, report);
      const digest = suite.tree.leaf(report);
      const content = { credential, request, inner, signature, tag, digest, key: device.publicKey };
      const opened = suite.open(key, suite.seal(key, content, null), null) as typeof content;
      expect(fault(opened.credential)).toBe('holds');
      expect(opened.credential.name).toBe('thing-17');
      expect(suite.checkRequest(opened.request)).toBe(true);
      expect(suite.open(key, opened.inner, null)).toBe('inner');
      expect(suite.verify(opened.key, report, opened.signature)).toBe(true);
      expect(suite.checkTag(key, report, opened.tag)).toBe(true);
      expect(suite.tree.equal(opened.digest, suite.tree.leaf(report))).toBe(true);
      expect(suite.hash(opened)).toBe(suite.hash(content));
    });

    test('sealing twice gives two terms, which open alike', () => {
      const [first, second] = [suite.seal(key, report, null), suite.seal(key, report, null)];
      expect(suite.hash([first])).not.toBe(suite.hash([second]));
      expect(suite.open(key, second, null)).toEqual(report);
    });

    test('a tag holds for its key and content only', () => {
      const tag = suite.tag(key, report);
      expect(suite.checkTag(key, { ...report }, tag)).toBe(true);
      expect(suite.checkTag(key, { ...report, at: 0 }, tag)).toBe(false);
      expect(suite.checkTag(suite.secret(), report, tag)).toBe(false);
    });
  });

  describe('agreement and derivation', () => {
    test('both sides agree on one secret, and no third does', () => {
      const [left, right, third] = [suite.agreementPair(), suite.agreementPair(), suite.agreementPair()];
      const one = suite.agree(left.privateKey, right.publicKey, ['RP-I', 1]);
      const other = suite.agree(right.privateKey, left.publicKey, ['RP-I', 1]);
      const sealed = suite.seal(one, report, null);
      expect(suite.open(other, sealed, null)).toEqual(report);
      const strangers = [
        suite.agree(right.privateKey, left.publicKey, ['RP-I', 2]),
        suite.agree(third.privateKey, left.publicKey, ['RP-I', 1]),
        suite.agree(left.privateKey, third.publicKey, ['RP-I', 1]),
        suite.agree(right.privateKey, suite.flip(left.publicKey, 'body', 9), ['RP-I', 1]),
        suite.derive(one, ['RP-I', 1]),
      ];
      expect(strangers.map((stranger) => suite.open(stranger, sealed, null))).toEqual(strangers.map(() => undefined));
    });

    test('keys derived alike are alike, and keep apart from their parent and from other contexts', () => {
      const sealed = suite.seal(suite.derive(suite.derive(key, 'epoch'), 1), report, null);
      expect(suite.open(suite.derive(suite.derive(key, 'epoch'), 1), sealed, null)).toEqual(report);
      for (const other of [
        key,
        suite.derive(key, 'epoch'),
        suite.derive(suite.derive(key, 'epoch'), 2),
        suite.derive(key, 1),
      ]) {
        expect(suite.open(other, sealed, null)).toBeUndefined();
      }
    });

    test('a long context is as good as a short one', () => {
      const context = 'x'.repeat(5000);
      expect(suite.checkTag(suite.derive(key, context), 1, suite.tag(suite.derive(key, context), 1))).toBe(true);
      expect(suite.checkTag(suite.derive(key, `${context}y`), 1, suite.tag(suite.derive(key, context), 1))).toBe(false);
    });

    test('a signature key agrees on nothing', () => {
      const message = 'only agreement keys agree on a secret';
      expect(() => suite.agree(device.privateKey, suite.agreementPair().publicKey, null)).toThrow(message);
      expect(() => suite.agree(suite.agreementPair().privateKey, device.publicKey, null)).toThrow(message);
    });
  });

  describe('certificates', () => {
    test('a credential says what was certified, in whole seconds', () => {
      const half = seconds(0.5);
      const credential = certify(device, 'Gerät 17/ü', {
        notBeforeNs: half,
        notAfterNs: hour - half,
        serial: 2 ** 40 + 200,
      });
      const { name, serial, notBeforeNs, notAfterNs } = credential;
      expect({ name, serial, notBeforeNs, notAfterNs }).toEqual({
        name: 'Gerät 17/ü',
        serial: 2 ** 40 + 200,
        notBeforeNs: 0,
        notAfterNs: hour,
      });
      expect(suite.verify(credential.publicKey, report, suite.sign(device.privateKey, report))).toBe(true);
      expect(root.credential).toMatchObject({
        name: 'authority of house A',
        serial: 1,
        notBeforeNs: -year,
        notAfterNs: 20 * year,
      });
    });

    test('a credential holds from its first to its last second', () => {
      const credential = certify(device, 'thing-17', { notBeforeNs: hour, notAfterNs: 2 * hour });
      expect([hour - 1, hour, 2 * hour, 2 * hour + 1].map((now) => fault(credential, now))).toEqual([
        'not-yet-valid',
        'holds',
        'holds',
        'expired',
      ]);
    });

    test('a chain ends with its root', () => {
      const credential = certify(device, 'thing-17', { notAfterNs: 30 * year });
      expect(fault(credential, 20 * year + seconds(1))).toBe('expired');
      expect(fault(credential, -year - seconds(1))).toBe('not-yet-valid');
    });

    test('a chain over an authority holds, and no longer than the authority', () => {
      const pair = suite.keyPair('ed25519');
      const middle = certify(pair, 'platform authority', { kind: 'authority', notAfterNs: 2 * hour });
      const leaf = certify(device, 'thing-17', { notAfterNs: 3 * hour }, { credential: middle, pair });
      expect(fault(leaf, hour)).toBe('holds');
      expect(fault(leaf, 2 * hour + 1)).toBe('expired');
      expect(fault(suite.flip(leaf, 'signature', 3), hour)).toBe('bad-signature');
    });

    test('a chain that is too long is not followed', () => {
      let issuer = root;
      for (let depth = 0; depth < 8; depth += 1) {
        const pair = suite.keyPair();
        issuer = { credential: certify(pair, `authority ${depth}`, { kind: 'authority' }, issuer), pair };
      }
      expect(fault(issuer.credential)).toBe('holds');
      expect(fault(certify(device, 'thing-17', {}, issuer))).toBe('untrusted');
    });

    test('a credential under another root, or none, is untrusted', () => {
      const credential = certify(device, 'thing-17', {}, rogueRoot);
      expect(fault(credential)).toBe('untrusted');
      expect(fault(rogueRoot.credential)).toBe('untrusted');
      expect(suite.checkChain(credential, [], 0)).toBe('untrusted');
      expect(suite.checkChain(credential, [root.credential, rogueRoot.credential], 0)).toBeUndefined();
      expect(fault(root.credential)).toBe('holds');
    });

    test('a node issues nothing that holds', () => {
      const node = { credential: certify(device, 'thing-17'), pair: device };
      expect(fault(certify(suite.keyPair(), 'operator', {}, node))).toBe('not-an-authority');
    });

    test('an issuer without the key of the credential it names gives no good signature', () => {
      expect(fault(certify(device, 'operator', {}, { credential: root.credential, pair: rogueRoot.pair }))).toBe(
        'bad-signature',
      );
      expect(fault(certify(device, 'operator', {}, { credential: root.credential, pair: device }))).toBe(
        'bad-signature',
      );
    });

    test.each(forgeries)('a forger\'s "%s" certificate is found out', (forgery) => {
      const attacker = suite.keyPair();
      const request = suite.request(attacker, 'operator');
      const forged = suite.forge(attacker, { forgery, likeness: root.credential, request, terms });
      expect(fault(forged)).toBe(forgeryFault[forgery]);
      const readable = forgeryFault[forgery] !== 'malformed';
      expect(forged.name).toBe(readable ? 'operator' : '');
      const proof = suite.sign(attacker.privateKey, report);
      expect(suite.verify(forged.publicKey, report, proof)).toBe(readable);
    });

    test('what is no credential is malformed', () => {
      expect(fault({} as never)).toBe('malformed');
      expect(fault(suite.tag(key, 1) as never)).toBe('malformed');
    });

    test('a request proves possession of the key that it names', () => {
      const thief = suite.keyPair();
      expect(suite.checkRequest(suite.request(device, 'thing-17'))).toBe(true);
      const stolen = { publicKey: device.publicKey, privateKey: thief.privateKey };
      expect(suite.checkRequest(suite.request(stolen, 'thing-17'))).toBe(false);
    });

    test('a signature over chosen content serves neither as a certificate nor as a request', () => {
      const request = suite.request(device, 'thing-17');
      const signature = suite.sign(device.privateKey, ['thing-17', device.publicKey]);
      expect(suite.verify(device.publicKey, ['thing-17', device.publicKey], signature)).toBe(true);
      expect(suite.verify(device.publicKey, request, signature)).toBe(false);
    });

    test('what no certificate can say is not issued', () => {
      expect(() => certify(device, 'thing-17', { serial: 1.5 })).toThrow('a serial is a whole number from 0, not 1.5');
      expect(() => certify(device, 'thing-17', { notAfterNs: Infinity })).toThrow(
        'no certificate can state the moment',
      );
      expect(() => certify(device, '')).toThrow('a certificate needs a name');
    });
  });

  describe('proofs of work', () => {
    test('a proof holds for its content, for as many bits and for fewer, and nothing else is one', () => {
      const proof = suite.prove(report, 12);
      expect([0, 8, 12].map((bits) => suite.checkProof(report, bits, proof))).toEqual([true, true, true]);
      expect(suite.checkProof({ ...report, value: 21.6 }, 12, proof)).toBe(false);
      for (const other of [suite.tag(key, report), suite.tree.leaf(report), report, null, 7])
        expect(suite.checkProof(report, 0, other as never)).toBe(false);
      expect(suite.hash([proof])).toBe(suite.hash([suite.prove(report, 12)]));
      expect(suite.hash([proof])).not.toBe(suite.hash([suite.prove('x', 12)]));
      expect(suite.open(key, suite.seal(key, [proof], null), null)).toHaveLength(1);
      expect(() => suite.prove(report, 33)).toThrow('a proof of work is of 0 to 32 bits, not 33');
      expect(() => suite.flip(proof, 'body', 0)).toThrow(TypeError);
    });
  });

  describe('flips', () => {
    const terms = () => ({
      'public key': device.publicKey,
      signature: suite.sign(device.privateKey, report),
      sealed: suite.seal(key, report, null),
      tag: suite.tag(key, report),
      credential: certify(device, 'thing-17'),
      request: suite.request(device, 'thing-17'),
      digest: suite.tree.leaf(report),
    });
    const holds = (kind: keyof ReturnType<typeof terms>, term: never): boolean => {
      switch (kind) {
        case 'public key':
          return suite.verify(term, report, suite.sign(device.privateKey, report));
        case 'signature':
          return suite.verify(device.publicKey, report, term);
        case 'sealed':
          return suite.open(key, term, null) !== undefined;
        case 'tag':
          return suite.checkTag(key, report, term);
        case 'credential':
          return fault(term) === 'holds';
        case 'request':
          return suite.checkRequest(term);
        case 'digest':
          return suite.tree.equal(suite.tree.leaf(report), term);
      }
    };
    const parts = Object.entries(flipBits).flatMap(([kind, bits]) =>
      Object.keys(bits).map((part) => ({ kind: kind as keyof ReturnType<typeof terms>, part: part as FlipPart })),
    );

    test.each(parts)(
      'any bit flipped in the $part of a $kind is found, and flipping it back mends it',
      ({ kind, part }) => {
        const term = terms()[kind] as never;
        expect(holds(kind, term)).toBe(true);
        const bits = Math.min(flipBits[kind][part]!, 600);
        for (let at = 0; at < bits; at += 1) {
          const flipped = suite.flip(term, part, at) as never;
          if (holds(kind, flipped)) expect.fail(`bit ${at} made no difference`);
          if (suite.hash([flipped]) === suite.hash([term])) expect.fail(`bit ${at} left the term equal`);
          if (!holds(kind, suite.flip(flipped, part, at) as never))
            expect.fail(`bit ${at} flipped twice did not mend it`);
        }
      },
    );

    test('every part has the fault of its own in a chain', () => {
      const credential = certify(device, 'thing-17');
      const faults = (['header', 'body', 'signature'] as const).map((part) => fault(suite.flip(credential, part, 11)));
      expect(faults).toEqual(['malformed', 'bad-signature', 'bad-signature']);
      expect(suite.flip(credential, 'header', 11)).toMatchObject({
        name: '',
        serial: 0,
        notBeforeNs: 0,
        notAfterNs: 0,
      });
      expect(suite.flip(credential, 'body', 11)).toMatchObject({ name: 'thing-17', serial: 7 });
    });

    test('a term has only its own parts', () => {
      const [tag, sealed] = [suite.tag(key, 1), suite.seal(key, 1, null)];
      expect(() => suite.flip(tag, 'body', 0)).toThrow('a tag has no part "body" to flip a bit in: it has tag');
      expect(() => suite.flip(sealed, 'signature', 0)).toThrow('it has header, ciphertext, tag');
      expect(() => suite.flip(tag, 'tag', -1)).toThrow("a bit's position is a whole number from 0, not -1");
      expect(() => suite.flip(key as never, 'body', 0)).toThrow('only terms that travel can be flipped');
    });
  });

  describe('handles', () => {
    const handles = () => {
      const agreement = suite.agreementPair();
      return [
        key,
        device.privateKey,
        device.publicKey,
        agreement.privateKey,
        suite.derive(key, 'x'),
        suite.tag(key, report),
        suite.tree.leaf(report),
      ];
    };

    test('print nothing of themselves', () => {
      for (const handle of [...handles(), suite.seal(key, report, null), suite.sign(device.privateKey, report)]) {
        expect(JSON.stringify(handle)).toBe('{}');
        expect(inspect(handle, { showHidden: true, depth: 9, getters: true })).toMatch(/^(\w+ |\[Object[^{]*)?\{\}$/);
        expect(Reflect.ownKeys(handle)).toEqual([]);
      }
    });

    test('do not lead to what made them', () => {
      for (const handle of [...handles(), root.credential, suite.request(device, 'x')]) {
        expect(handle.constructor).toBe(Object);
        expect(Object.isFrozen(Object.getPrototypeOf(handle))).toBe(true);
      }
    });

    test('cannot be copied or imitated', () => {
      const sealed = suite.seal(key, report, null);
      const copies = [structuredClone(key), Object.create(Object.getPrototypeOf(key)), { ...key }, JSON.parse('{}')];
      for (const copy of copies) expect(() => suite.open(copy as SecretKey, sealed, null)).toThrow(TypeError);
      const imitation = Object.create(Object.getPrototypeOf(sealed)) as typeof sealed;
      expect(suite.open(key, imitation, null)).toBeUndefined();
      expect(suite.verify(device.publicKey, report, {} as never)).toBe(false);
      expect(suite.checkTag(key, report, {} as never)).toBe(false);
      expect(suite.checkRequest({ name: 'x', publicKey: device.publicKey } as never)).toBe(false);
    });

    test('say nothing that is not certified', () => {
      const credential = certify(device, 'thing-17') as { name: string };
      expect(() => {
        credential.name = 'operator';
      }).toThrow(TypeError);
      expect(credential.name).toBe('thing-17');
    });
  });

  test('equal contents hash alike and others do not', () => {
    expect(suite.hash({ a: 1, b: [2, 'x'] })).toBe(suite.hash({ b: [2, 'x'], a: 1 }));
    expect(suite.hash({ a: 1, b: [2, 'x'] })).toMatch(/^[0-9a-f]{64}$/);
    const contents: Content[] = [
      1,
      '1',
      [1],
      ['1'],
      { a: 1 },
      { a: '1' },
      ['a', 'b'],
      ['ab'],
      ['a', ['b']],
      [null],
      ['_'],
    ];
    expect(new Set(contents.map((content) => suite.hash(content))).size).toBe(contents.length);
    expect(() => suite.hash([Number.NaN])).toThrow('a content holds finite numbers, not NaN');
    expect(() => suite.hash([key] as never)).toThrow(`terms of the ${suite.name} suite`);
  });
});
