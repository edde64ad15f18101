import { expect, test } from 'vitest';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import { factNumber } from '../../framework/fact.ts';
import type { Refusal } from '../../framework/verdict.ts';
import { ControlCosts } from '../shared/control-costs.ts';
import { dropNumber, numberOfRefusal } from '../shared/numbers.ts';
import { Envelope } from '../shared/envelope.ts';
import type { Channels } from './channels.ts';
import type { End } from './ends.ts';
import type { Link } from './link.ts';
import { LiveCorridor } from './live-corridor.ts';
import type { LiveHouse } from './live-house.ts';
import { MessageFrames } from './message-frame.ts';
import type { TruthOp } from './truth-ops.ts';

const suite = opensslByteSuite();
const frames = new MessageFrames(suite, 0);

const reading = (): Uint8Array => {
  const envelope = new Envelope(0);
  Object.assign(envelope, { kind: 'report', point: 'RP-T', from: 0, to: 1, number: 1, re: 0, subject: 0 });
  Object.assign(envelope, { dataClass: 'operational', body: { quantity: 'light', value: 3, at: 0 } });
  return frames.write(envelope);
};

/** A corridor that serves one frame at an end with one verifier, and what it tells the judge. */
function serving({
  verify = () => undefined,
  isDown = false,
  isClosed = false,
  bytes = reading(),
}: {
  readonly verify?: () => Refusal | undefined;
  readonly isDown?: boolean;
  readonly isClosed?: boolean;
  readonly bytes?: Uint8Array;
}) {
  const told: (readonly [TruthOp, ...unknown[]])[] = [];
  const house = {
    suite,
    truth: { tell: (op: TruthOp, ...values: unknown[]) => void told.push([op, ...values]) },
    nodes: { isDown: () => isDown, isHonest: () => true, placement: () => 0 },
    kernel: { now: 0 },
    roles: ['gateway'],
    clocks: { ownNs: () => 0 },
    controlCosts: new ControlCosts(),
  } as unknown as LiveHouse;
  const corridor = new LiveCorridor(house, {} as Channels, frames);
  corridor.receiver = { receive: () => undefined, undelivered: () => undefined };
  const link = {} as Link;
  const chain = { verifiers: [verify], verifierNumbers: [1], witnesses: [] };
  const proved = { node: -1, credential: null };
  const end = { point: 'RP-T', place: 0, node: 1, peer: 0, in: 0, epoch: 0, secured: false, proved, chain };
  const at = { ...end, link: isClosed ? null : link } as unknown as End;
  corridor.serve({ end: at, link, bytes: Buffer.from(bytes), message: 1 });
  return told;
}

test('an error in a control is the control’s own: it is no refusal of what somebody sent', () => {
  const broken = (): never => {
    throw new TypeError('undefined is not a function');
  };
  expect(() => serving({ verify: broken })).toThrow('undefined is not a function');
});

test('bytes that are no message are malformed before any control sees them', () => {
  const verify = (): never => {
    throw new Error('a control was shown what is no message');
  };
  const malformed = ['lost', factNumber.refused, 1, 1, 0, 0, 0, numberOfRefusal('malformed')];
  expect(serving({ verify, bytes: Buffer.from([1, 2, 3]) })).toEqual([malformed]);
});

test.each([
  ['a node that is away since it restarted', { isDown: true, isClosed: true }, 'restart'],
  ['a node that is away whose channel has not closed', { isDown: true }, 'restart'],
  ['a channel that has closed', { isClosed: true }, 'no-channel'],
] as const)('a frame at %s is lost, and the virtual world calls it so too', (_what, at, why) => {
  expect(serving(at)).toEqual([['lost', factNumber.dropped, 1, 1, 0, 0, dropNumber[why], 0]]);
});
