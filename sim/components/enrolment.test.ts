import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../framework/crypto.ts';
import type { Address } from '../framework/figure.ts';
import { seconds } from '../framework/time.ts';
import { gateway } from './gateway.ts';
import { gatewayNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const authority = 40;
const lookNs = seconds(5);
const spreadNs = seconds(10);
const timeoutNs = seconds(2);
const tries = 4;
/** Wait of a request that is not answered, over all its tries. */
const patienceNs = timeoutNs * (1 + 2 + 4 + 8);

const nodeOf = (reissue: boolean) =>
  new Driven(
    gateway({
      things,
      iotPlatform: 30 as Address<'iot-platform'>,
      enrolment: {
        authority: authority as Address<'identity-storage'>,
        timeoutNs,
        tries,
        ...(reissue ? { reissue: { lookNs, spreadNs } } : {}),
      },
      mode: 'forwards',
      pendingCommands: 2,
      commandTimeoutNs: 8e9,
    }),
    gatewayNode,
  );
type Node = ReturnType<typeof nodeOf>;

/** Its end has come already, so that nothing is ever renewed at half its life: who asks was revoked. */
const issued = { notAfterNs: 0 } as Credential;

/** The authority answers a request; a new credential is one that is not revoked. */
const answer = (node: Node, re: number): void => {
  const before = node.io.installed.length;
  node.hear({ kind: 'enrolled', from: authority, point: 'RP-D', re, body: { credential: issued } } as never);
  if (node.io.installed.length > before) node.io.revoked = false;
};
const asked = (said: readonly Said[]): readonly Said[] => said.filter(({ kind }) => kind === 'enrol');

describe('a node whose credential was revoked', () => {
  test('asks for another within its look and spread, and only once it is revoked', () => {
    const node = nodeOf(true);
    node.start();
    expect(asked(node.runUntil(seconds(1000)))).toEqual([]);
    node.io.revoked = true;
    const first = node.runUntilSaid('enrol');
    expect(first).toMatchObject({ point: 'RP-D', to: authority });
    expect(node.io.now).toBeLessThanOrEqual(seconds(1000) + lookNs + spreadNs);
    answer(node, first.number);
    expect(asked(node.runUntil(seconds(2000)))).toEqual([]);
    expect(node.io.finished.map(({ operation, done }) => [operation, done])).toEqual([['enrol', 1]]);
  });

  test('stays so where nobody is to replace it', () => {
    const node = nodeOf(false);
    node.start();
    node.io.revoked = true;
    expect(asked(node.runUntil(seconds(10_000)))).toEqual([]);
  });

  type Step = 'revoke' | 'answer' | 'answer late' | 'answer twice' | 'restart' | { readonly waitNs: number };
  const step = fc.oneof(
    fc.constantFrom<Step>('revoke', 'answer', 'answer late', 'answer twice', 'restart'),
    fc.record({ waitNs: fc.integer({ min: 1, max: 60 }).map(seconds) }),
  );

  const take = (node: Node, one: Step): void => {
    const requests = asked(node.io.said).map(({ number }) => number);
    const [last, earlier] = [requests.at(-1), requests.at(-2)];
    if (typeof one === 'object') node.runUntil(node.io.now + one.waitNs);
    else if (one === 'revoke') node.io.revoked = true;
    else if (one === 'restart') node.restart();
    else if (one === 'answer late') answer(node, earlier ?? 0);
    else if (last !== undefined) {
      answer(node, last);
      if (one === 'answer twice') answer(node, last);
    }
  };

  test('never has two requests under way, and comes by a credential in bounded time once it is answered, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const node = nodeOf(true);
        node.start();
        for (const one of steps) take(node, one);
        const answered = node.io.installed.length;
        // No more credentials than requests: what is late or doubled is taken for nothing.
        expect(answered).toBeLessThanOrEqual(asked(node.io.said).length);
        node.io.revoked = true;
        const from = node.io.now;
        // What was asked before may have to be given up, and rested from, first.
        const mostNs = patienceNs + 16 * timeoutNs + 2 * (lookNs + spreadNs);
        while (node.io.revoked && node.io.now < from + mostNs) {
          for (const { number } of asked(node.runUntil(node.io.now + seconds(1)))) answer(node, number);
        }
        expect(node.io.revoked).toBe(false);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('that is not answered asks again with growing waits, tries and rests, but never more than so often', () => {
    const node = nodeOf(true);
    node.start();
    node.io.revoked = true;
    const requests = asked(node.runUntil(seconds(600)));
    expect(requests.length).toBeGreaterThan(20);
    // Four tries in half a minute at most, over ten minutes.
    expect(requests.length).toBeLessThanOrEqual((600 / 30 + 1) * tries);
  });
});
