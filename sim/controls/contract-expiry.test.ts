import { describe, expect, test } from 'vitest';
import type { Contract, ContractState } from '../framework/messages/outside.ts';
import type { Job } from '../framework/task.ts';
import { seconds } from '../framework/time.ts';
import { contractExpiry } from './contract-expiry.ts';
import { atWork, cast, message, post } from './testing/house.ts';

const job = () => message('job', { task: 'occupancy', part: 3, values: [21, 40, 500, 600, null] });
const contract = (state: ContractState, endSeconds: number, number = 1): Contract => ({
  state,
  contract: number,
  purpose: 'occupancy',
  priceMicros: 100,
  expiresNs: seconds(endSeconds),
});
const connectorAt = (atSeconds: number, session = 6) =>
  post({ place: 'RP-C', node: cast.connector, peer: cast.provider, session, now: seconds(atSeconds) });

/** A house's end at RP-C: what it says and hears of contracts, and whether a job goes out with something in it. */
const house = () => {
  const guard = atWork(contractExpiry());
  return {
    guard,
    says: (body: Contract, atSeconds = 0) => guard.protect!(message('contract', body), connectorAt(atSeconds)),
    hears: (body: Contract, atSeconds = 0) => guard.verify!(message('contract', body), connectorAt(atSeconds, 7)),
    sends: (atSeconds: number, session?: number) => {
      const sent = job();
      guard.protect!(sent, connectorAt(atSeconds, session));
      return (sent.body as Job).values.length > 0;
    },
  };
};
const agreed = (endSeconds = 60) => {
  const one = house();
  one.says(contract('verified', endSeconds));
  one.hears(contract('finalised', endSeconds));
  return one;
};

describe('C46 contract expiry', () => {
  test('without a contract a job is empty, and whoever gets it is told that it was held back', () => {
    const { guard, sends } = house();
    expect(sends(1)).toBe(false);
    const held = job();
    guard.protect!(held, connectorAt(1));
    const provider = post({ place: 'RP-C', node: cast.provider, peer: cast.connector });
    expect([guard.verify!(held, provider), guard.verify!(job(), provider)]).toEqual(['no-contract', undefined]);
  });

  test('jobs pass until shortly before the end, and not after it', () => {
    const { sends } = agreed();
    expect([1, 59, 59.4, 59.6, 60, 1000].map((at) => sends(at))).toEqual([true, true, true, false, false, false]);
  });

  test('a contract counts once it is finalised, and not as long as it was only verified', () => {
    const one = house();
    one.says(contract('verified', 60));
    expect(one.sends(1)).toBe(false);
    one.hears(contract('finalised', 60));
    expect(one.sends(1)).toBe(true);
  });

  test('a provider makes no contract longer by finalising a later end than was verified, nor one that nobody verified', () => {
    const longer = house();
    longer.says(contract('verified', 60));
    longer.hears(contract('finalised', 600));
    expect([longer.sends(59), longer.sends(61)]).toEqual([true, false]);
    const { hears, sends } = agreed();
    hears(contract('finalised', 600, 2));
    expect(sends(61)).toBe(false);
  });

  test('while a new contract is under way the old one holds until its own end', () => {
    const { says, hears, sends } = agreed();
    says(contract('verified', 120, 2), 30);
    expect([sends(31), sends(61)]).toEqual([true, false]);
    hears(contract('finalised', 120, 2), 62);
    expect([sends(63), sends(120)]).toEqual([true, false]);
  });

  test('a contract holds between two ends: with another provider, or on a line of somebody else, there is none; a restart forgets it', () => {
    const { guard, sends } = agreed();
    expect([sends(1), sends(1, 8)]).toEqual([true, false]);
    guard.forget!(cast.connector);
    expect(sends(1)).toBe(false);
  });
});
