import type { Socket } from 'node:net';
import type { Component, Io } from '../../../sim/framework/component.ts';
import type { Message } from '../../../sim/framework/message.ts';
import { opensslByteSuite } from '../../../sim/crypto/openssl/byte-suite.ts';
import type { Link } from '../../../sim/worlds/live/link.ts';
import { MessageFrames } from '../../../sim/worlds/live/message-frame.ts';
import { calls, type Sample, type Work } from '../sample.ts';
import { Loopback, part, type Ends } from './loopback.ts';
import { TlsEnds } from './tls-ends.ts';
import { usualMessages, type UsualMessage } from './usual-messages.ts';

type Messages = ReadonlyMap<number, UsualMessage>;

/** Links that each bring one message a turn: a platform serves many things (assumption). */
const links = 16;

/** The component that hears of the messages. */
export interface Listener {
  // A component's own role and state are known where it is made.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly component: Component<any, any>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly io: Io<any>;
}

/** Frames over links of the live world, from one end of this process to the other. */
const overLinks = async (
  messages: Messages,
  { component, io }: Listener,
  wire: (raw: Ends<Socket>) => Promise<Ends>,
): Promise<Work> => {
  const frames = new MessageFrames(opensslByteSuite(), 0);
  const state: unknown = component.state(1);
  const loopback = await Loopback.open();
  let expected = 0;
  let broken = 0;
  let handled = (): void => undefined;
  const hear = (bytes: Buffer): void => {
    const envelope = frames.read(bytes);
    if (envelope === undefined) broken++;
    else component.receive(state, 0, envelope as unknown as Message, io);
    if (--expected === 0) handled();
  };
  const open: Ends[] = [];
  const callers: Link[] = [];
  while (callers.length < links) {
    const ends = await wire(await loopback.connection());
    open.push(ends);
    callers.push(await loopback.link(ends, hear));
  }
  const burst = async ({ envelope }: UsualMessage, count: number): Promise<void> => {
    const all = new Promise<void>((resolve) => {
      handled = resolve;
    });
    expected = count;
    const used = callers.slice(0, count);
    for (const link of used) link.send(frames.write(envelope));
    for (const link of used) link.uncork();
    await all;
  };
  return {
    async run(size, times) {
      const message = messages.get(size)!;
      for (let sent = 0; sent < times; sent += links) await burst(message, Math.min(links, times - sent));
      if (broken > 0) throw new Error(`handle: ${broken} frames were not what was sent`);
    },
    async close() {
      for (const ends of open) await part(ends);
      await loopback.close();
    },
  };
};

/**
 * Messages as the live world handles them: their frames read and checked, and their whole way from end to end. Both ends count
 * there, because the virtual world charges the handling of a message once, where it arrives. TLS certificates are good around
 * a moment, ns.
 */
export function messageHandling(listener: () => Listener, atNs: number): readonly Sample[] {
  const messages = usualMessages();
  const sizesBytes = [...messages.keys()];
  const way = `${links} at a time over links of the loopback to a things agent, both ends`;
  const sample = (id: string, what: string, open: Sample['open']): Sample => ({
    id,
    what,
    sizesBytes,
    clock: 'cpu',
    open,
  });
  return [
    calls('parse', 'a frame read and its form checked', sizesBytes, (size) => {
      const frames = new MessageFrames(opensslByteSuite(), 0);
      const { frame } = messages.get(size)!;
      return () => frames.read(frame);
    }),
    sample('handle', `a message, ${way}`, () => overLinks(messages, listener(), async (raw) => raw)),
    sample('handle-over-tls', 'the same over TLS 1.3', () => {
      const tls = new TlsEnds(atNs);
      return overLinks(messages, listener(), (raw) => tls.secured(raw, null));
    }),
  ];
}
