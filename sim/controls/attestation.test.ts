import { describe, expect, test } from 'vitest';
import type { Attester } from '../framework/attester.ts';
import type { WireMessage } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { attestation } from './attestation.ts';
import { atWork, cast, message, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(attestation());
const hardware = terms.keyPair();
const machineRunning = (measurement: string): Attester => ({
  quote: (content) => ({
    measurement,
    signature: terms.sign(hardware.privateKey, ['quote', measurement, [...content]]),
  }),
});
const result = (given: Partial<WireMessage> = {}) =>
  message(
    'result',
    { task: 'occupancy', part: 3, value: 1 },
    { from: cast.provider, to: cast.connector, re: 17, ...given },
  );
const sentBy = (measurement: string | null) => {
  const sent = result();
  const machine = measurement === null ? null : machineRunning(measurement);
  guard.protect!(sent, post({ place: 'RP-C', node: cast.provider, keys: { attestation: machine } }));
  return sent;
};
const trust = {
  attestationKey: hardware.publicKey,
  measurements: { 'external-dpm': ['good code'], gateway: ['gateway code'] },
};
const connector = (now = 0) => post({ place: 'RP-C', node: cast.connector, peer: cast.provider, now, trust });

describe('C20 attestation', () => {
  test('a result that known code computed passes', () => {
    expect(guard.verify!(sentBy('good code'), connector())).toBeUndefined();
  });

  test('a provider with other code, or without the hardware, is refused', () => {
    expect(guard.verify!(sentBy('lazy code'), connector())).toBe('unknown-measurement');
    expect(guard.verify!(sentBy(null), connector())).toBe('no-attestation');
  });

  test('code that is known to be good for another role computes no results', () => {
    expect(guard.verify!(sentBy('gateway code'), connector())).toBe('unknown-measurement');
  });

  test('a quote of one answer or request does not serve another', () => {
    const { marks } = sentBy('good code');
    expect(guard.verify!(result({ marks, re: 18 }), connector())).toBe('no-attestation');
    expect(guard.verify!(result({ marks, body: { task: 'occupancy', part: 3, value: 0 } }), connector())).toBe(
      'no-attestation',
    );
  });

  test('what stands in the place of evidence and is none is malformed', () => {
    const evidence = sentBy('good code').marks[0] as { readonly quote: object; readonly atNs: number };
    for (const mark of [
      null,
      7,
      {},
      [],
      { ...evidence, atNs: 'now' },
      { ...evidence, quote: null },
      { ...evidence, quote: { ...evidence.quote, measurement: 3 } },
      { ...evidence, quote: { ...evidence.quote, signature: null } },
    ]) {
      expect(guard.verify!(result({ marks: [mark] }), connector())).toBe('malformed');
    }
  });

  test('an old quote is refused', () => {
    expect(guard.verify!(sentBy('good code'), connector(seconds(60)))).toBeUndefined();
    expect(guard.verify!(sentBy('good code'), connector(seconds(61)))).toBe('attestation-stale');
  });
});
