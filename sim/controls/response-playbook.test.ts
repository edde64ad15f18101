import { describe, expect, test } from 'vitest';
import type { Evidence } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';
import { surge } from './detector.ts';
import { responsePlaybook, usualPlaybook } from './response-playbook.ts';
import type { ResponsePlaybookSettings } from './response-playbook.ts';
import { atWork, cast, noDuty, post, proved, report } from './testing/house.ts';

const house = () => {
  const guard = atWork(responsePlaybook());
  /** An alarm at the connector about a peer, on a channel that has proved `evident` (nobody: -1). */
  const alarm = (about: number, evident: number, reason = 'not-permitted', atSeconds = 0): void => {
    const evidence = evident < 0 ? null : proved(evident);
    guard.warned!(about, reason, post({ node: cast.connector, peer: about, evidence, now: seconds(atSeconds) }));
  };
  /** What becomes of a message from a peer whose channel has proved its name, or nothing. */
  const hears = (peer: number, atSeconds: number, node: number = cast.connector, isProved = true) => {
    const at = post({ node, peer, evidence: isProved ? proved(peer) : null, now: seconds(atSeconds) });
    return { verdict: guard.verify!(report(21, { from: peer }), at), charged: at.charged };
  };
  return { guard, alarm, hears };
};

describe('C45 response playbook', () => {
  test('a proved peer is heard until the delay is over, then refused, then heard again', () => {
    const { alarm, hears } = house();
    alarm(cast.provider, cast.provider);
    const verdicts = [4.9, 5, 124.9, 125, 200].map((at) => hears(cast.provider, at).verdict);
    expect(verdicts).toEqual([undefined, 'isolated', 'isolated', undefined, undefined]);
  });

  test('another alarm prolongs an isolation, and one after its end begins a new one with its delay', () => {
    const { alarm, hears } = house();
    alarm(cast.provider, cast.provider);
    alarm(cast.provider, cast.provider, 'not-permitted', 60);
    expect([61, 184, 186].map((at) => hears(cast.provider, at).verdict)).toEqual(['isolated', 'isolated', undefined]);
    alarm(cast.provider, cast.provider, 'not-permitted', 300);
    expect([301, 306].map((at) => hears(cast.provider, at).verdict)).toEqual([undefined, 'isolated']);
  });

  test('who only claims an address has nobody cut off', () => {
    const { alarm, hears } = house();
    alarm(cast.ann, -1);
    alarm(cast.ann, cast.ben);
    expect(hears(cast.ann, 10).verdict).toBeUndefined();
  });

  test('nor has who spoils records on the wire, or makes a credential end', () => {
    const { alarm, hears } = house();
    for (const reason of ['record-broken', 'sequence-seen', 'expired-credential', 'seal-broken', 'rate']) {
      alarm(cast.ann, cast.ann, reason);
    }
    expect(hears(cast.ann, 10).verdict).toBeUndefined();
  });

  test('who carries the words of others is not cut off for one of them', () => {
    const { alarm, hears } = house();
    alarm(cast.gateway, cast.gateway);
    alarm(cast.thingsAgent, cast.thingsAgent);
    expect([cast.gateway, cast.thingsAgent].map((peer) => hears(peer, 10).verdict)).toEqual([undefined, undefined]);
  });

  test('an alarm inside a node isolates whom the datum came from, where the channel that it came over proves that name', () => {
    const inside = (evidence: Evidence | null) =>
      post({ place: 'use', node: cast.connector, peer: cast.provider, session: -1, evidence });
    const { guard, hears } = house();
    for (const evidence of [null, proved(cast.ann), { ...proved(cast.provider), protected: false }])
      guard.warned!(cast.provider, 'audit-differs', inside(evidence));
    expect(hears(cast.provider, 10).verdict).toBeUndefined();
    guard.warned!(cast.provider, 'audit-differs', inside(proved(cast.provider)));
    expect(hears(cast.provider, 10).verdict).toBe('isolated');
    expect(hears(cast.provider, 10, cast.connector, false).verdict).toBeUndefined();
  });

  test('only the node that was alarmed stops listening, and only to that peer; an alarm at a door isolates nobody', () => {
    const { alarm, guard, hears } = house();
    alarm(cast.provider, cast.provider);
    guard.warned!(
      cast.connector,
      'wrong-peer',
      post({ node: cast.connector, peer: cast.ann, evidence: proved(cast.ann) }),
    );
    expect(hears(cast.provider, 10, cast.archive).verdict).toBeUndefined();
    expect(hears(cast.ann, 10).verdict).toBeUndefined();
  });

  test('it costs nothing while nobody is isolated, and a node that restarts has forgotten', () => {
    const { guard, alarm, hears } = house();
    expect(hears(cast.provider, 10).charged).toEqual([]);
    alarm(cast.provider, cast.provider);
    expect(hears(cast.provider, 10).charged).toEqual(['lookup']);
    guard.forget!(cast.archive);
    expect(hears(cast.provider, 11).verdict).toBe('isolated');
    guard.forget!(cast.connector);
    expect(hears(cast.provider, 12).verdict).toBeUndefined();
  });
});

describe('C45 with other acts', () => {
  const acting = (afterNs: ResponsePlaybookSettings['afterNs']) => {
    const guard = atWork(responsePlaybook({ ...usualPlaybook, afterNs }));
    const at = (about: number, second: number, node: number = cast.connector) =>
      post({ node, peer: about, evidence: proved(about), now: seconds(second) });
    return {
      guard,
      alarm: (about: number, reason = 'not-permitted', second = 0) => {
        const where = at(about, second);
        guard.warned!(about, reason, where);
        return where.orders;
      },
      says: (about: number, second: number, node?: number) =>
        guard.verify!(report(21, { from: about }), at(about, second, node)),
      shunned: (second: number, node?: number) => {
        const duty = noDuty();
        guard.oblige!('occupancy', duty, at(cast.provider, second, node));
        return [...duty.shunned];
      },
    };
  };

  test('each act follows alone: who is only limited is not cut off, nor is anything ordered', () => {
    const { alarm, says, shunned } = acting({ 'rate-limit': seconds(1) });
    expect(alarm(cast.provider)).toEqual([]);
    const verdicts = Array.from({ length: 20 }, () => says(cast.provider, 2));
    expect(verdicts.filter((verdict) => verdict === undefined)).toHaveLength(usualPlaybook.allowance.burst);
    expect(verdicts.at(-1)).toBe('rate');
    expect(shunned(2)).toEqual([]);
  });

  test('a provider that was alarmed about gets no work for a time, at the node that was alarmed', () => {
    const { alarm, shunned } = acting({ 'switch-provider': seconds(5) });
    alarm(cast.provider, 'audit-differs');
    expect([4, 5, 124, 125].map((second) => shunned(second))).toEqual([[], [cast.provider], [cast.provider], []]);
    expect(shunned(10, cast.archive)).toEqual([]);
  });

  test('with word to all, other nodes do the same once it has come to them', () => {
    const { alarm, says, shunned } = acting({
      isolate: seconds(5),
      'switch-provider': seconds(5),
      notify: seconds(10),
    });
    alarm(cast.provider, 'audit-differs');
    expect([9, 10].map((second) => says(cast.provider, second, cast.archive))).toEqual([undefined, 'isolated']);
    expect(shunned(10, cast.archive)).toEqual([cast.provider]);
  });

  test('operators are called once for what is under way, and only for machines of the house', () => {
    const { alarm } = acting({ revoke: seconds(15), 're-image': seconds(20) });
    expect(alarm(cast.sensor)).toEqual([
      { what: 're-image', node: cast.sensor, afterNs: seconds(20) },
      { what: 'revoke', node: cast.sensor, afterNs: seconds(15) },
    ]);
    expect(alarm(cast.sensor, 'not-permitted', 30)).toEqual([]);
    expect(alarm(cast.provider).map(({ what }) => what)).toEqual(['revoke']);
  });

  test('who speaks in a name that no channel proves has its owner neither revoked, laid down anew nor passed over', () => {
    const { guard, shunned } = acting({ revoke: seconds(15), 're-image': seconds(20), 'switch-provider': seconds(5) });
    const unproved = [null, proved(cast.ann), { ...proved(cast.provider), protected: false }];
    for (const evidence of unproved)
      for (const [place, session] of [
        ['use', -1],
        ['RP-C', 0],
      ] as const) {
        const at = post({ place, session, node: cast.connector, peer: cast.provider, evidence });
        guard.warned!(cast.provider, 'audit-differs', at);
        expect(at.orders).toEqual([]);
      }
    expect(shunned(10)).toEqual([]);
    const evidence = proved(cast.provider);
    const at = post({ place: 'use', session: -1, node: cast.connector, peer: cast.provider, evidence });
    guard.warned!(cast.provider, 'audit-differs', at);
    expect(at.orders.map(({ what }) => what)).toEqual(['revoke']);
    expect(shunned(10)).toEqual([cast.provider]);
  });

  test('who speaks in a name that no channel proves is limited where nothing is proved, and its owner is not', () => {
    const { guard, says } = acting({ 'rate-limit': seconds(1) });
    guard.warned!(cast.ann, 'stale', post({ node: cast.connector, peer: cast.ann }));
    const claimed = () =>
      guard.verify!(report(21, { from: cast.ann }), post({ node: cast.connector, peer: cast.ann, now: seconds(2) }));
    expect(Array.from({ length: 20 }, claimed).at(-1)).toBe('rate');
    expect(Array.from({ length: 20 }, () => says(cast.ann, 2)).at(-1)).toBeUndefined();
  });

  test('nobody is revoked or laid down anew for what somebody on the wire can cause', () => {
    const { alarm } = acting({ revoke: seconds(15), 're-image': seconds(20) });
    for (const reason of ['record-broken', 'sequence-seen', 'seal-broken'])
      expect(alarm(cast.sensor, reason)).toEqual([]);
  });

  test('whoever sends far more than usual over a channel that proves its name is answered too: right or wrong', () => {
    const { alarm, says } = acting({ isolate: seconds(5) });
    alarm(cast.sensor, surge);
    expect(says(cast.sensor, 6)).toBe('isolated');
  });
});
