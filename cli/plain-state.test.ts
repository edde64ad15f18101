import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { compactJson, plainState } from './plain-state.ts';

test('a state is told as plain data, and of what is more than data only that it is there', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const state = {
    asked: Float64Array.of(1, -Infinity),
    seen: new Map([[1, { since: undefined }]]),
    own: privateKey,
    name: 'a',
  };
  const plain = plainState(state);
  expect(plain).toEqual({
    asked: [1, '-Infinity'],
    seen: [[1, { since: null }]],
    own: '(PrivateKeyObject)',
    name: 'a',
  });
  const text = compactJson(plain);
  expect(JSON.parse(text)).toEqual(plain);
  expect(text).toContain('\n  "asked": [1, "-Infinity"],\n');
  expect(compactJson({ none: {}, empty: [] })).toBe('{\n  "none": {},\n  "empty": []\n}');
});
