import { describe, expect, test } from 'vitest';
import { endorsedContent } from '../framework/identity-object.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import { seconds } from '../framework/time.ts';
import { recordEndorsement } from './record-endorsement.ts';
import { atWork, cast, message, post, root } from './testing/house.ts';
import { terms } from './testing/terms.ts';

const guard = atWork(recordEndorsement);
const unsigned = {
  identifier: 'shared/lamp',
  kind: 'thing',
  counterpart: 'north/entity-1',
  holder: 'north',
  version: 3,
  issuer: 'root',
  endorsedNs: seconds(10),
  untilNs: seconds(100),
} as const;
const endorsed = (given: Partial<IdentityObject> = {}, authority = root): IdentityObject => {
  const object = { ...unsigned, ...given };
  return { ...object, endorsement: terms.sign(authority.pair.privateKey, endorsedContent(object)) };
};
const agent = (now = seconds(20)) => post({ place: 'RP-D', node: cast.thingsAgent, peer: cast.registry, now });
const judged = (object: IdentityObject | null, now?: number) =>
  guard.verify!(message('resolved', { object }, { from: cast.registry, to: cast.thingsAgent }), agent(now));

describe('C38 record-endorsement', () => {
  test('an object that an authority of trust vouched for passes until its end', () => {
    expect([judged(endorsed()), judged(endorsed(), seconds(100)), judged(endorsed(), seconds(101))]).toEqual([
      undefined,
      undefined,
      'stale',
    ]);
  });

  test.each<[string, Partial<IdentityObject>]>([
    ['identifier', { identifier: 'shared/lock' }],
    ['kind', { kind: 'entity' }],
    ['counterpart', { counterpart: 'south/entity-1' }],
    ['holder', { holder: 'south' }],
    ['version', { version: 4 }],
    ['time of endorsement', { endorsedNs: seconds(19) }],
    ['end', { untilNs: seconds(1000) }],
  ])('an object whose %s was altered is refused', (_what, changed) => {
    expect(judged({ ...endorsed(), ...changed })).toBe('seal-broken');
  });

  test('nobody vouches in the name of another, and a stranger counts for nothing', () => {
    const rogue = terms.root('root', 0, seconds(1e6));
    expect(judged(endorsed({}, rogue))).toBe('seal-broken');
    const stranger = terms.root('stranger', 0, seconds(1e6));
    expect(judged(endorsed({ issuer: 'stranger' }, stranger))).toBe('untrusted-issuer');
  });

  test('that nothing is known needs nobody to vouch for it, and other messages are not its business', () => {
    expect(judged(null)).toBeUndefined();
    const at = agent();
    expect(guard.verify!(message('status', { since: 0 }), at)).toBeUndefined();
    expect(at.charged).toEqual([]);
  });

  test('a copy for a replica is judged as an answer is', () => {
    const copy = (object: IdentityObject) => guard.verify!(message('replicate', { object }), agent());
    expect([copy(endorsed()), copy({ ...endorsed(), holder: 'south' })]).toEqual([undefined, 'seal-broken']);
  });
});
