import { describe, expect, test } from 'vitest';
import type { Attester } from '../framework/attester.ts';
import type { Guard, Post, WireMessage } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { attestation } from './attestation.ts';
import { atWork, cast, ground, household, message, post } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(attestation());
const hardware = terms.keyPair();
const machineRunning = (measurement: string): Attester => ({
  quote: (content) => ({
    measurement,
    holder: 'own key',
    signature: terms.sign(hardware.privateKey, ['quote', measurement, 'own key', [...content]]),
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
      { ...evidence, quote: { ...evidence.quote, holder: null } },
      { ...evidence, quote: { ...evidence.quote, signature: null } },
    ]) {
      expect(guard.verify!(result({ marks: [mark] }), connector())).toBe('malformed');
    }
  });

  test('evidence of a machine that holds another key than the channel has proved is refused', () => {
    const publicKey = terms.keyPair().publicKey;
    const heldBy = (holder: string) => {
      const quote: Attester['quote'] = (content) => ({
        measurement: 'good code',
        holder,
        signature: terms.sign(hardware.privateKey, ['quote', 'good code', holder, [...content]]),
      });
      const sent = result();
      guard.protect!(sent, post({ place: 'RP-C', node: cast.provider, keys: { attestation: { quote } } }));
      const credential = { name: 'provider', issuer: 'authority', serial: 1, notBeforeNs: 0, notAfterNs: 1, publicKey };
      const evidence = { provedNode: cast.provider, name: 'provider', credential, protected: true, openedNs: 0 };
      const at = { place: 'RP-C', node: cast.connector, peer: cast.provider, trust } as const;
      return guard.verify!(sent, post({ ...at, evidence: evidence as unknown as Post['evidence'] }));
    };
    expect(heldBy(terms.hash(publicKey))).toBeUndefined();
    expect(heldBy(terms.hash(terms.keyPair().publicKey))).toBe('no-attestation');
  });

  test('an old quote is refused', () => {
    expect(guard.verify!(sentBy('good code'), connector(seconds(60)))).toBeUndefined();
    expect(guard.verify!(sentBy('good code'), connector(seconds(61)))).toBe('attestation-stale');
  });
});

describe('C20 by passport', () => {
  const byPassport = () => attestation().stand({ ...ground(), household: { ...household, attestedBy: 'passport' } });
  /** A machine whose code may change, and how often its hardware was asked. */
  const machine = () => {
    const state = { code: 'good code', asked: 0 };
    const quote: Attester['quote'] = (content) => {
      state.asked++;
      return machineRunning(state.code).quote(content);
    };
    return { state, attestation: { quote } };
  };
  const sending = (guard20: Guard, keys: { readonly attestation: Attester }, now: number, given = {}) => {
    const sent = result(given);
    guard20.protect!(sent, post({ place: 'RP-C', node: cast.provider, now, keys }));
    return sent;
  };

  test('one passport stands beside all answers until half of its time is over', () => {
    const guard20 = byPassport();
    const { state, attestation: keys } = machine();
    for (const at of [0, 10, 29]) {
      const sent = sending(guard20, { attestation: keys }, seconds(at), { re: at });
      expect(guard20.verify!(sent, connector(seconds(at)))).toBeUndefined();
    }
    expect(state.asked).toBe(1);
    sending(guard20, { attestation: keys }, seconds(30));
    expect(state.asked).toBe(2);
    guard20.forget!(cast.provider);
    sending(guard20, { attestation: keys }, seconds(31));
    expect(state.asked, 'a restart loses it').toBe(3);
  });

  test('code that changes goes unnoticed until the passport is got anew, and no longer', () => {
    const guard20 = byPassport();
    const { state, attestation: keys } = machine();
    sending(guard20, { attestation: keys }, 0);
    state.code = 'lazy code';
    const verdictAt = (at: number) =>
      guard20.verify!(sending(guard20, { attestation: keys }, seconds(at)), connector(seconds(at)));
    expect([1, 29, 30, 60].map(verdictAt)).toEqual([
      undefined,
      undefined,
      'unknown-measurement',
      'unknown-measurement',
    ]);
  });

  test('a passport of another machine, and one that has run out, are refused', () => {
    const guard20 = byPassport();
    const { attestation: keys } = machine();
    const sent = sending(guard20, { attestation: keys }, 0);
    expect(guard20.verify!({ ...sent, from: cast.archive }, connector())).toBe('no-attestation');
    expect(guard20.verify!(sent, connector(seconds(61)))).toBe('attestation-stale');
  });
});
