import { expect, test } from 'vitest';
import { detector, usualDetector } from '../../controls/detector.ts';
import { responsePlaybook, usualPlaybook } from '../../controls/response-playbook.ts';
import type { Leaving } from '../../framework/attack.ts';
import type { Control } from '../../framework/control.ts';
import type { Draft } from '../../framework/message.ts';
import { acting, at, reading } from '../virtual/testing/small-house.ts';
import { liveHouse } from './testing/live-rig.ts';
import { telling } from './testing/telling-house.ts';

const milli = 1_000_000;
const [authority, camera, platform] = [0, 1, 2];

test('an alarm in one process has the name revoked by its authority in another: its channel ends at the next list', async () => {
  const log = await liveHouse(
    {
      nodes: [
        {
          name: 'authority',
          component: acting('identity-storage', {
            receive: (_state, _index, { kind }, io) => {
              if (kind !== 'status') return;
              const list = io.identity.publish(60_000 * milli);
              io.reply({ kind: 'statusList', subject: io.node, dataClass: 'public', body: { list } });
            },
          }),
        },
        {
          name: 'camera',
          component: acting('device', {
            start: (_state, _index, io) => io.wake(1, 20 * milli),
            wake: (_state, _index, _timer, turn, io) => {
              // For a while it speaks of what is not its own.
              io.send('RP-T', at<'iot-platform'>(platform), reading(turn > 5 && turn < 11 ? platform : io.node));
              io.wake(1, 40 * milli, turn + 1);
            },
          }),
        },
        {
          name: 'platform',
          component: acting('iot-platform', {
            start: (_state, _index, io) => io.wake(1, 100 * milli),
            wake: (_state, _index, _timer, _argument, io) => {
              const asked = { kind: 'status', subject: io.node, dataClass: 'public', body: { since: 0 } } as const;
              io.send('RP-D', at<'identity-storage'>(authority), asked);
              io.wake(1, 100 * milli);
            },
            receive: (_state, _index, message, io) => {
              if (message.kind === 'statusList') io.identity.learn(message.body.list);
            },
          }),
        },
      ],
      wires: [
        { point: 'RP-T', from: 'camera', to: 'platform', channel: 'handshake' },
        { point: 'RP-D', from: 'platform', to: 'authority', channel: 'handshake' },
      ],
      standing: [
        'C32',
        'C01',
        'C04',
        'C12',
        responsePlaybook({ ...usualPlaybook, afterNs: { revoke: 100 * milli } }),
        detector(usualDetector),
      ],
    },
    { facts: (soFar) => soFar.refusals().includes('C04 revoked-credential') },
  );
  const revoked = log.of('revoked');
  expect(revoked.map(({ node, peer }) => [node, peer])).toEqual([[authority, camera]]);
  const alarmed = log.of('alarmed').find(({ peer }) => peer === camera)!;
  expect(revoked[0]!.atNs - alarmed.atNs).toBeGreaterThanOrEqual(100 * milli);
  expect(log.refusals()).toContain('C12 not-permitted');
});

test('a machine that is laid down anew at the word of another process runs its own code again', async () => {
  const cleanedNs = 900 * milli;
  /** Asks once for new code where the gateway is heard. */
  const asking: Control = {
    ...responsePlaybook(),
    stand: () => {
      let isAsked = false;
      return {
        verify(_message, post) {
          if (!isAsked) post.order('re-image', post.peer, cleanedNs - post.now);
          isAsked = true;
          return undefined;
        },
      };
    },
  };
  const rewrite = ({ kind, subject, dataClass }: Leaving): Draft | undefined =>
    kind === 'report' ? { ...reading(subject, 44), dataClass } : undefined;
  const log = await liveHouse(
    telling(
      ['C32', asking],
      function* (hand) {
        hand.inside(0, rewrite);
        yield hand.wait(60_000 * milli);
      },
      {
        stage: { insiders: { gateway: 0 } },
        // It is away when its operator comes, and comes back long before one who is stopped for it would.
        events: [{ atNs: 700 * milli, event: 'restart', node: 0, awayNs: 500 * milli }],
      },
      40 * milli,
    ),
    { facts: (soFar) => soFar.of('used').some(({ atNs, value }) => atNs > cleanedNs && value === 20) },
  );
  const values = (after: boolean) =>
    new Set(log.of('used').flatMap(({ atNs, value }) => (atNs > cleanedNs === after ? [value] : [])));
  expect(values(false)).toContain(44);
  expect([...values(true)]).toEqual([20]);
  expect(log.of('restarted')).toHaveLength(1);
});
