import { describe, expect, test } from 'vitest';
import type { Attester } from '../framework/attester.ts';
import type { WireMessage } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { erasureProof } from './erasure-proof.ts';
import { annsRoom, atWork, cast, message, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(erasureProof());
const hardware = terms.keyPair();
const machineRunning = (measurement: string): Attester => ({
  quote: (content) => ({
    measurement,
    holder: 'own key',
    signature: terms.sign(hardware.privateKey, ['quote', measurement, 'own key', [...content]]),
  }),
});
const erased = (given: Partial<WireMessage> = {}) =>
  message(
    'erased',
    { room: 0, since: 5, complete: 1 },
    { from: cast.provider, to: cast.connector, re: 17, subject: annsRoom, ...given },
  );
const sentBy = (measurement: string | null) => {
  const sent = erased();
  const machine = measurement === null ? null : machineRunning(measurement);
  guard.protect!(sent, post({ place: 'RP-C', node: cast.provider, keys: { attestation: machine } }));
  return sent;
};
const trust = {
  attestationKey: hardware.publicKey,
  measurements: { 'external-dpm': ['erasing code'], gateway: ['gateway code'] },
};
const connector = (now = 0) => post({ place: 'RP-C', node: cast.connector, peer: cast.provider, now, trust });

describe('C23 erasure proof', () => {
  test('the word of code that erases counts', () => {
    expect(guard.verify!(sentBy('erasing code'), connector())).toBeUndefined();
  });

  test.each([
    ['other code', 'keeping code', 'unknown-measurement'],
    ['code that is good for something else', 'gateway code', 'unknown-measurement'],
    ['a machine without the hardware', null, 'no-attestation'],
  ] as const)('the word of %s does not', (_who, measurement, refusal) => {
    expect(guard.verify!(sentBy(measurement), connector())).toBe(refusal);
  });

  test('evidence of one answer serves no other request, room or outcome', () => {
    const { marks } = sentBy('erasing code');
    for (const other of [
      erased({ marks, re: 18 }),
      erased({ marks, body: { room: 1, since: 5, complete: 1 } }),
      erased({ marks, body: { room: 0, since: 6, complete: 1 } }),
      erased({ marks, body: { room: 0, since: 5, complete: 0 } }),
    ]) {
      expect(guard.verify!(other, connector())).toBe('no-attestation');
    }
    expect(guard.verify!(erased({ marks: [{ quote: 1 }] }), connector())).toBe('malformed');
    expect(guard.verify!(erased({ marks, body: null }), connector())).toBe('malformed');
  });

  test('old evidence does not count', () => {
    expect(guard.verify!(sentBy('erasing code'), connector(seconds(61)))).toBe('attestation-stale');
  });

  test('nothing else than this answer is asked for evidence', () => {
    const answer = message('answer', { done: 1 }, { from: cast.provider, to: cast.connector });
    expect(guard.verify!(answer, connector())).toBeUndefined();
  });
});
