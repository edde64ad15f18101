import type { Content } from '../../../sim/framework/crypto.ts';
import { opensslByteSuite } from '../../../sim/crypto/openssl/byte-suite.ts';
import { MessageFrames } from '../../../sim/worlds/live/message-frame.ts';
import { Envelope } from '../../../sim/worlds/shared/envelope.ts';

/** A message of the range in its forms on the way. */
export interface UsualMessage {
  readonly envelope: Envelope;
  readonly frame: Uint8Array;
  /** What it says, as content of the suite. */
  readonly content: Content;
}

/** Windows in the records of messages that are longer than a reading. */
const windowsOf = [1, 2, 4, 8, 16];

const room = 16_777_217;

const reading = (): Envelope =>
  Object.assign(new Envelope(0), {
    kind: 'report',
    dataClass: 'operational',
    body: { quantity: 'temperature', value: 21.53, at: 61_000_000_000 },
  });

const records = (windows: number): Envelope =>
  Object.assign(new Envelope(0), {
    kind: 'records',
    dataClass: 'personal',
    body: {
      room,
      records: Array.from({ length: windows }, (_, window) => ({
        room,
        window,
        temperature: 21.53,
        humidity: 38.27,
        light: 455.5,
        co2: 749.2,
        motion: null,
      })),
    },
  });

/** What a message says, as it is sealed or kept: a body is plain data, as the message contract says. */
const contentOf = ({ kind, dataClass, from, to, number, subject, body }: Envelope): Content => [
  kind,
  dataClass,
  from,
  to,
  number,
  subject,
  body as unknown as Content,
];

/** Messages between an IoT platform and a things agent without marks of controls, by the bytes of their frames: a reading and pages of records. */
export function usualMessages(): ReadonlyMap<number, UsualMessage> {
  const suite = opensslByteSuite();
  const frames = new MessageFrames(suite, 0);
  const envelopes = [reading(), ...windowsOf.map(records)];
  return new Map(
    envelopes.map((envelope) => {
      Object.assign(envelope, { point: 'RP-I', from: 9, via: 9, to: 17, number: 4321, subject: 3 });
      const frame = frames.write(envelope);
      return [frame.length, { envelope, frame, content: contentOf(envelope) }];
    }),
  );
}
