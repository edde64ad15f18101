import { describe, expect, test } from 'vitest';
import type { Offer, Opening } from '../framework/control.ts';
import { protectionNegotiation } from './protection-negotiation.ts';
import { atWork, opening, post } from './testing/house.ts';

const nothing: Offer = { credential: null, proof: null, ephemeral: null, status: null, wantsProof: false };
const guard = atWork(protectionNegotiation());
const judged = (said: Pick<Opening, 'own' | 'agreed'>, how: Partial<Opening> = {}, by = guard) =>
  by.judge!(nothing, post(), opening('responder', 'sensor', { ...said, ...how }));

describe('C33 protection negotiation', () => {
  test('a channel opens where the least was agreed on, with or without what is beyond it', () => {
    expect(judged({ own: ['C01', 'C32'], agreed: ['C01', 'C32'] })).toBeUndefined();
    expect(judged({ own: ['C01', 'C32'], agreed: ['C32'] })).toBeUndefined();
  });

  test.each(['full', 'resumed', 'provisioned'])(
    'none opens in which less was agreed on, in a %s opening either',
    (mode) => {
      const how = { resumed: mode === 'resumed', provisioned: mode === 'provisioned' };
      expect(judged({ own: ['C01', 'C32'], agreed: ['C01'] }, how)).toBe('below-least');
      expect(judged({ own: ['C01', 'C32'], agreed: [] }, how)).toBe('below-least');
    },
  );

  test('nobody asks for what he has not himself', () => {
    expect(judged({ own: ['C01'], agreed: [] })).toBeUndefined();
  });

  test('what is asked for at least is a setting, and asking costs a judgement', () => {
    const strict = atWork(protectionNegotiation({ least: ['C32', 'C01'] }));
    expect(judged({ own: ['C01', 'C32'], agreed: ['C32'] }, {}, strict)).toBe('below-least');
    const at = post();
    guard.judge!(nothing, at, opening('initiator', 'gateway'));
    expect(at.charged).toEqual(['judge']);
  });
});
