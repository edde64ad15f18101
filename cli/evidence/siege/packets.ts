import type { Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import type { IConnectPacket } from 'mqtt-packet';
import { mostPacketBytes } from '../../../sim/worlds/live/mqtt/bounded-stream.ts';
import { topicOf } from '../../../sim/worlds/live/mqtt/topics.ts';
import { noise } from './assault.ts';
import type { Assault } from './assault.ts';
import type { Besieged } from './besieged.ts';
import { emptyFlight, goOn, over } from './visitor.ts';

/** Who has come past the door, where nobody asks who it is, and may begin to speak MQTT. */
interface Client {
  readonly place: Besieged;
  readonly name: string;
  readonly socket: Socket;
}

const connect = ({ place, name }: Client, changed: Partial<IConnectPacket> = {}): Buffer =>
  generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: `stranger-${place.random.below(2 ** 30)}`,
    keepalive: 15,
    username: name,
    password: Buffer.from(emptyFlight(place)),
    ...changed,
  });
const subscribe = (topic: string): Buffer =>
  generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 0 }] });
const publish = (topic: string, payload: Buffer, retain = false): Buffer =>
  generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain });
/** Quality of service 3 (MQTT 3.1.1, 3.3.1.2: must not be). */
function ofNoQuality(packet: Buffer): Buffer {
  packet[0]! |= 0x06;
  return packet;
}
const up = ({ name }: Client): string => topicOf(name, 'there');
const down = ({ name }: Client): string => topicOf(name, 'back');

/** A client after the door, before a word of MQTT. */
async function asClient(place: Besieged, talk: (client: Client) => Promise<void> | void): Promise<void> {
  const way = place.approach();
  const gone = await goOn(place, way);
  if (gone === undefined) return;
  await talk({ place, name: place.nameOf(way.source), socket: gone.socket });
  await over(gone.socket);
}

/** Bytes of CONNACK and SUBACK: then it is let in and listens. */
const welcomeBytes = 9;

/** Connects and listens as a thing does. */
async function letIn(client: Client): Promise<void> {
  const { socket } = client;
  const listening = new Promise<void>((resolve) => {
    let heard = 0;
    socket.on('data', (bytes: Buffer) => {
      heard += bytes.length;
      if (heard >= welcomeBytes) resolve();
    });
  });
  socket.write(Buffer.concat([connect(client), subscribe(down(client))]));
  await Promise.race([listening, over(socket)]);
}

const saying = (
  name: string,
  when: 'before' | 'within',
  bytesOf: readonly ((client: Client) => Buffer)[],
  visits: number,
): Assault => ({
  name,
  visits,
  quickVisits: Math.min(visits, bytesOf.length),
  ends: when === 'before' ? /^(hung-up|malformed-flight)$/ : /^$/,
  refusedFacts: 1,
  visit: (place, index) =>
    asClient(place, async (client) => {
      if (when === 'within') await letIn(client);
      client.socket.write(bytesOf[index % bytesOf.length]!(client));
    }),
});

/** What comes to a broker of MQTT where nobody asks who it is: before CONNECT, in it, and from a client that was let in. */
export const packets: readonly Assault[] = [
  saying(
    'bytes that are no MQTT, before CONNECT',
    'before',
    [
      ({ place }) => Buffer.concat([Buffer.from([0xf0 | place.random.below(16)]), noise(place, 200)]),
      () => Buffer.from('GET / HTTP/1.1\r\nhost: lamp\r\n\r\n'),
      () => Buffer.from([0x10, 0xff, 0xff, 0x7f]),
      () => Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x7f]),
      (client) => publish(up(client), Buffer.from('on')),
    ],
    40,
  ),
  saying(
    'a CONNECT that asks for what nobody may',
    'before',
    [
      (client) => connect(client, { username: 'door' }),
      (client) => connect(client, { clean: false }),
      (client) =>
        connect(client, { will: { topic: 'things/door/up', payload: Buffer.from('x'), qos: 0, retain: false } }),
      (client) => connect(client, { protocolVersion: 3, protocolId: 'MQIsdp' }),
    ],
    24,
  ),
  saying(
    'from a client: topics that are not its own, packets that nobody may send',
    'within',
    [
      (client) => connect(client),
      () => subscribe('#'),
      () => subscribe('things/+/down'),
      () => subscribe('$SYS/#'),
      () => publish('things/door/up', Buffer.from('on')),
      () => publish('a/'.repeat(200), Buffer.from('on')),
      (client) => publish(up(client), Buffer.from('on'), true),
      () => Buffer.from([0x30, 0xff, 0xff, 0x7f]),
      () => Buffer.from([0x30, 3, 0, 200, 1]),
      (client) => publish(up(client), Buffer.alloc(mostPacketBytes)),
    ],
    40,
  ),
  saying(
    'from a client: frames of random bytes, packets of a quality that does not exist',
    'within',
    [
      (client) => publish(up(client), noise(client.place, 1 + client.place.random.below(300))),
      (client) => ofNoQuality(publish(up(client), noise(client.place, 40))),
    ],
    40,
  ),
  {
    name: 'slow: half a CONNECT, and then nothing',
    visits: 10,
    quickVisits: 4,
    together: 10,
    ends: /^too-slow$/,
    visit: (place) =>
      asClient(place, (client) => void client.socket.write(connect(client).subarray(0, 2 + place.random.below(20)))),
  },
];
