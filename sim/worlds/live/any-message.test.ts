import fc from 'fast-check';
import { expect, test } from 'vitest';
import { controls } from '../../controls/catalogue.ts';
import { cast, household, post, proved } from '../../controls/testing/house.ts';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import type { Content } from '../../framework/crypto.ts';
import { SessionRows } from '../../framework/session-rows.ts';
import { refusals } from '../../framework/verdict.ts';
import { MessageFrames } from './message-frame.ts';
import { anyMessage } from './testing/any-message.ts';

const suite = opensslByteSuite();
const frames = new MessageFrames(suite, controls.length);
const sessionRows = new SessionRows();
const guards = controls.map((control, mark) => control.stand({ mark, suite, household, sessionRows }));
const known: ReadonlySet<unknown> = new Set(refusals);
const verifying = guards.flatMap(({ verify }) => verify ?? []);
const message = anyMessage(suite, controls.length);
const issuer = suite.keyPair();
const key = suite.secret();

/** An end where a message is checked, with everything in place that a control may look at. */
const ends = Object.values(cast).map((node) =>
  post({
    node,
    peer: cast.sensor,
    evidence: proved(cast.sensor),
    suite,
    keys: { objectKey: (subject) => (subject === cast.sensor ? key : null) },
    trust: { tokenKey: issuer.publicKey, attestationKey: issuer.publicKey },
  }),
);

test('whatever message comes off a wire, every control has a verdict on it: none fails at what it was sent', () => {
  fc.assert(
    fc.property(message, fc.constantFrom(...ends), (sent, end) => {
      const bytes = frames.write(sent);
      for (const verify of verifying) {
        const envelope = frames.read(bytes)!;
        const verdict = verify(envelope, { ...end, place: envelope.point });
        // Asked of the set first: an expectation costs as much as reading the message.
        if (verdict !== undefined && !known.has(verdict)) expect(refusals).toContain(verdict);
      }
    }),
    { numRuns: 3_000, seed: 7 },
  );
});

test.each<[string, Content]>([
  ['nothing', null],
  ['a text', 'warm'],
  ['a list', [1]],
  ['a quantity that nobody knows', { quantity: 'gravity', value: 1, at: 1 }],
  ['a value that is no number', { quantity: 'light', value: 'much', at: 1 }],
  ['no time', { quantity: 'light', value: 1 }],
])('a thing that sealed %s said nothing that can be read', (_what, content) => {
  const end = ends[cast.dpm]!;
  const guard = guards[controls.findIndex(({ id }) => id === 'C16')]!;
  const [sent] = fc.sample(message, { numRuns: 1, seed: 1 });
  const sealed = suite.seal(key, content, ['report', cast.sensor]);
  Object.assign(sent!, { kind: 'report', subject: cast.sensor, body: null, sealed });
  expect(guard.verify!(frames.read(frames.write(sent!))!, { ...end, place: 'RP-M' })).toBe('malformed');
});
