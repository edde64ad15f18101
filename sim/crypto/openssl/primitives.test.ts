import { createPrivateKey, createPublicKey, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  hkdfBytes,
  macBytes,
  openBytes,
  sealBytes,
  signBytes,
  tagBytes,
  verifyBytes,
  x25519Bytes,
} from './primitives.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const secret = (text: string): KeyObject => createSecretKey(hex(text));
/** Keys of RFC 8032 and RFC 7748 as PKCS#8 and SPKI (RFC 8410). */
const curveKeys = (curve: '70' | '6e', seed: string, point: string) => ({
  privateKey: createPrivateKey({
    key: hex(`302e020100300506032b65${curve}04220420${seed}`),
    format: 'der',
    type: 'pkcs8',
  }),
  publicKey: createPublicKey({ key: hex(`302a300506032b65${curve}032100${point}`), format: 'der', type: 'spki' }),
});

// D. McGrew and J. Viega, "The Galois/Counter Mode of Operation", test cases 1, 2, 3 and 4 (the set NIST validates against).
const long = `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
              1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`;
const longCipher = `42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e
                    21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091`;
const gcm = [
  {
    key: '00'.repeat(16),
    nonce: '00'.repeat(12),
    plain: '',
    bound: '',
    cipher: '',
    tag: '58e2fccefa7e3061367f1d57a4e7455a',
  },
  {
    key: '00'.repeat(16),
    nonce: '00'.repeat(12),
    plain: '00'.repeat(16),
    bound: '',
    cipher: '0388dace60b6a392f328c2b971b2fe78',
    tag: 'ab6e47d42cec13bdf53a67b21257bddf',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    plain: `${long}1aafd255`,
    bound: '',
    cipher: `${longCipher}473f5985`,
    tag: '4d5c2af327cd64a62cf35abd2ba6fab4',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    plain: long,
    bound: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    cipher: longCipher,
    tag: '5bc94fbc3221a5db94fae95ae7121a47',
  },
];

describe('AES-128-GCM', () => {
  test.each(gcm)('seals and opens the published case with tag $tag', ({ key, nonce, plain, bound, cipher, tag }) => {
    const sealed = sealBytes(secret(key), hex(nonce), hex(plain), hex(bound));
    expect(sealed.toString('hex')).toBe(hex(nonce + cipher + tag).toString('hex'));
    expect(openBytes(secret(key), sealed, hex(bound))).toEqual(hex(plain));
  });

  test('refuses a tag cut to four bytes, or to any other length', () => {
    const { key, nonce, plain, bound, cipher, tag } = gcm[3]!;
    const whole = hex(nonce + cipher + tag);
    for (const length of [0, 1, 4, 8, 12, 15]) {
      expect(openBytes(secret(key), whole.subarray(0, whole.length - tagBytes + length), hex(bound))).toBeUndefined();
    }
    expect(openBytes(secret(key), hex(nonce + cipher + tag.slice(0, 8)), hex(bound))).toBeUndefined();
    expect(openBytes(secret(key), hex(`${nonce}${tag.slice(0, 8)}`), hex(''))).toBeUndefined();
    expect(openBytes(secret(key), new Uint8Array(0), hex(''))).toBeUndefined();
    expect(openBytes(secret(key), whole, hex(bound))).toEqual(hex(plain));
  });
});

// RFC 5869, appendix A, cases 1 and 3.
test.each([
  {
    input: '0b'.repeat(22),
    salt: '000102030405060708090a0b0c',
    info: 'f0f1f2f3f4f5f6f7f8f9',
    output: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    input: '0b'.repeat(22),
    salt: '',
    info: '',
    output: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
])('HKDF-SHA-256 gives $output', ({ input, salt, info, output }) => {
  expect(hkdfBytes(secret(input), hex(salt), hex(info), 42).toString('hex')).toBe(output);
  expect(hkdfBytes(hex(input), hex(salt), hex(info), 16).toString('hex')).toBe(output.slice(0, 32));
});

test('HMAC-SHA-256 cut to 128 bits is that of RFC 4231, case 5', () => {
  const mac = macBytes(secret('0c'.repeat(20)), Buffer.from('Test With Truncation'));
  expect(mac.toString('hex')).toBe('a3b6167473100ee06e0c796c2955552b');
});

// RFC 8032, 7.1, tests 1 and 2.
test.each([
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    point: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature: `e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b
                d25bf5f0595bbe24655141438e7a100b`,
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    point: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature: `92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c
                387b2eaeb4302aeeb00d291612bb0c00`,
  },
])('Ed25519 signs "$message" as published', ({ seed, point, message, signature }) => {
  const { privateKey, publicKey } = curveKeys('70', seed, point);
  expect(signBytes(privateKey, hex(message))).toEqual(hex(signature));
  expect(verifyBytes(publicKey, hex(message), hex(signature))).toBe(true);
  expect(verifyBytes(publicKey, hex(`${message}00`), hex(signature))).toBe(false);
});

test('P-256 verifies the signature of RFC 6979, A.2.5, as r and s, and no DER in its place', () => {
  const point = `60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6
                 7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299`;
  const spki = hex(`3059301306072a8648ce3d020106082a8648ce3d03010703420004${point}`);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const [r, s] = [
    'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716',
    'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
  ];
  expect(verifyBytes(publicKey, Buffer.from('sample'), hex(r + s))).toBe(true);
  expect(verifyBytes(publicKey, Buffer.from('sample'), hex(`3046022100${r}022100${s}`))).toBe(false);
  expect(verifyBytes(publicKey, Buffer.from('sampl'), hex(r + s))).toBe(false);
});

test('X25519 agrees on the secret of RFC 7748, 6.1', () => {
  const alice = curveKeys(
    '6e',
    '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
    '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
  );
  const bob = curveKeys(
    '6e',
    '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
    'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
  );
  const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
  expect(x25519Bytes(alice.privateKey, bob.publicKey).toString('hex')).toBe(shared);
  expect(x25519Bytes(bob.privateKey, alice.publicKey).toString('hex')).toBe(shared);
});
