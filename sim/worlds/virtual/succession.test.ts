import { describe, expect, test } from 'vitest';
import type { Io } from '../../framework/component.ts';
import type { Draft } from '../../framework/message.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { refusals } from '../../framework/verdict.ts';
import { certifiedRing } from '../shared/certified.ts';
import { Stream, keyOf } from '../../kernel/stream.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import type { SmallHouse } from './testing/small-house.ts';

const suites = ['symbolic', 'openssl'] as const;
const authority = 0;
const visitor = 1;
const host = 2;
const otherAuthority = 3;

/** All is revoked at 30.2 s, and the first root counts no more from 70.2 s; the host asks for lists at 20 s, 40 s, 60 s, 80 s ... */
const storm: readonly CastEvent[] = [
  { atNs: 30.2 * second, event: 'succeed', node: authority },
  { atNs: 30.2 * second, event: 'recall', node: authority },
  { atNs: 70.2 * second, event: 'drop', node: authority },
];

const publishing = () =>
  acting('identity-storage', {
    receive: (_state, _index, message, io) => {
      if (message.kind === 'status') {
        const list = io.identity.publish(600 * second);
        io.reply({ kind: 'statusList', subject: io.node, dataClass: 'public', body: { list } });
      } else if (message.kind === 'enrol') {
        const credential = io.identity.issue(message.body.identifier, message.body.request, 900 * second);
        io.reply({ kind: 'enrolled', subject: io.node, dataClass: 'operational', body: { credential } });
      }
    },
  });

const question = (subject: number): Draft<'status'> => ({
  kind: 'status',
  subject,
  dataClass: 'public',
  body: { since: 0 },
});

/** Speaks once a second to the host; where it is told to, learns what was revoked at 45.5 s and asks for a new credential at 50.5 s. */
const speaking = ({ staying, renewing }: { readonly staying: boolean; readonly renewing: boolean }) =>
  acting('iot-platform', {
    start: (_state, _index, io) => {
      io.wake(1, second / 2);
      if (renewing) io.wake(2, 50.5 * second);
      if (renewing) io.wake(3, 45.5 * second);
    },
    wake: (_state, _index, timer, _argument, io: Io<'iot-platform'>) => {
      if (timer === 3) {
        io.send('RP-D', at<'identity-storage'>(authority), question(io.node));
        return;
      }
      if (timer === 2) {
        const body = { identifier: io.identity.name, request: io.identity.request() };
        io.send('RP-D', at<'identity-storage'>(authority), {
          kind: 'enrol',
          subject: io.node,
          dataClass: 'operational',
          body,
        });
        return;
      }
      if (!staying) io.leave('RP-I', at<'things-agent'>(host));
      io.send('RP-I', at<'things-agent'>(host), reading(io.node));
      io.wake(1, second);
    },
    receive: (_state, _index, message, io) => {
      if (message.kind === 'enrolled') io.identity.install(message.body.credential);
      else if (message.kind === 'statusList') io.identity.learn(message.body.list);
    },
  });

const hosting = () =>
  acting('things-agent', {
    start: (_state, _index, io) => io.wake(1, 20 * second),
    wake: (_state, _index, _timer, _argument, io) => {
      io.send('RP-D', at<'identity-storage'>(authority), question(io.node));
      io.wake(1, 20 * second);
    },
    receive: (_state, _index, message, io) => {
      if (message.kind === 'statusList') io.identity.learn(message.body.list);
    },
  });

/**
 * The visitor's authority, whose key is stolen, and the host's; keys for RP-D are installed, channels at RP-I rest on credentials:
 *
 *   visitor ─RP-I─▶ host          visitor, host ─RP-D─▶ authority          other authority (of the host)
 */
const house = ({
  staying = false,
  renewing = false,
  ...changed
}: Partial<SmallHouse> & { readonly staying?: boolean; readonly renewing?: boolean }) => {
  const made = smallHouse({
    nodes: [
      { name: 'authority', component: publishing(), party: 'authority' },
      { name: 'visitor', component: speaking({ staying, renewing }), party: 'visitor' },
      { name: 'host', component: hosting(), party: 'host' },
      { name: 'other authority', component: publishing(), party: 'host' },
    ],
    wires: [
      { point: 'RP-I', from: 'visitor', to: 'host', channel: 'handshake' },
      { point: 'RP-D', from: 'host', to: 'authority' },
      { point: 'RP-D', from: 'visitor', to: 'authority' },
    ],
    authorities: [
      {
        node: authority,
        parties: ['authority', 'visitor'],
        trusts: [{ node: otherAuthority, refreshNs: null }],
        successor: true,
      },
      { node: otherAuthority, parties: ['host'], trusts: [{ node: authority, refreshNs: null }] },
    ],
    standing: ['C01', 'C04'],
    events: storm,
    ...changed,
  });
  const said = (): readonly number[] =>
    made.log
      .all()
      .flatMap(({ kind, node, peer, message, atNs }) =>
        kind === 'delivered' && node === host && peer === visitor && message === 'report'
          ? [Math.floor(atNs / second)]
          : [],
      );
  const refused = (): readonly string[] => [
    ...new Set(
      made.log.all().flatMap(({ kind, detail, outcome }) => {
        const counts = kind === 'refused' || (kind === 'not-opened' && outcome !== 0);
        return counts ? [`C0${detail} ${refusals[outcome]}`] : [];
      }),
    ),
  ];
  return { ...made, said, refused };
};
const until = (end: number): readonly number[] => Array.from({ length: end }, (_, moment) => moment);

describe.each(suites)('an authority whose key was stolen, %s', (suite) => {
  test('revokes what it has issued, and is believed under its next root by whoever knew it', () => {
    const made = house({ suite, staying: true });
    made.world.run(60 * second);
    expect(made.said()).toEqual(until(40));
    expect(made.refused()).toEqual(['C04 revoked-credential']);
    const { trusts, rings } = made.house;
    expect(trusts.of(host).roots).toHaveLength(3);
    made.world.run(81 * second);
    expect(trusts.of(host).roots).toEqual([rings.issuers[1]!.root, rings.issuers[0]!.root]);
    expect([trusts.of(host).rootsDropped, rings.firstRootOf(authority).credential === rings.issuers[0]!.root]).toEqual([
      1,
      false,
    ]);
  });

  test('issues anew for the same names, and with the new credential channels begin anew', () => {
    const made = house({ suite, staying: true, renewing: true });
    made.world.run(120 * second);
    const heard = made.said();
    expect(heard.filter((moment) => moment < 45)).toEqual(until(40));
    // Asked at 50.5 s; whatever was refused meanwhile is gone.
    expect(heard.filter((moment) => moment >= 45)).toEqual(until(120).filter((moment) => moment >= 51));
    const facts = made.log.all().filter(({ kind }) => kind === 'revoked' || kind === 'credentialed');
    expect(facts.filter(({ node, kind }) => kind === 'credentialed' && node === visitor)).toHaveLength(1);
  });

  test.each([false, true])(
    'cannot revoke what a thief signs: that is heard until the root is dropped, also in a channel that stays: %s',
    (staying) => {
      const made = house({ suite, staying });
      const { house: built } = made;
      const { stage } = built.cast;
      const random = new Stream(keyOf(1, 0, 'thief'));
      const stolen = { ...built, cast: { ...built.cast, stage: { ...stage, issuers: { it: { authority } } } } };
      const { pair, credential } = certifiedRing(stolen, { issuer: 'it', node: visitor, nowNs: 0, random });
      Object.assign(built.rings.own(visitor), { pair, credential });
      made.world.run(120 * second);
      expect(made.said()).toEqual(until(80));
      // What continued an earlier channel is turned away first, then whatever is shown anew.
      expect(made.refused()).toEqual(
        staying ? ['C04 untrusted-chain'] : ['C04 untrusted-chain', 'C01 untrusted-chain'],
      );
    },
  );
});

test('an authority without a second root that lies ready cannot go over to one', () => {
  const authorities = [{ node: authority, parties: ['authority', 'visitor', 'host'], trusts: [] }];
  const made = house({ authorities });
  expect(() => made.world.run(60 * second)).toThrow('has no second root that lies ready');
});

test('an event of an authority at a node that is none is refused by name', () => {
  const made = house({ events: [{ atNs: second, event: 'recall', node: host }] });
  expect(() => made.world.run(2 * second)).toThrow('recall at 1000000000 ns: node 2 is no authority');
});
