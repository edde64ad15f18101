import type { Duplex } from 'node:stream';
import { generate, parser } from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';
import type { Carrier, CarrierListener, LastAnswer, LastFlight } from '../carrier.ts';
import { goneMillis } from '../link.ts';
import { hear } from '../preamble.ts';
import { PacketLengths } from './bounded-stream.ts';
import { packetTypes, publishOf } from './packets.ts';
import { topicOf } from './topics.ts';

/** A CONNACK is so long, whatever it says (MQTT 3.1.1, 3.2). */
const connackBytes = 4;
const subscription = 1;

/**
 * Asks to be let in by a CONNECT: the last flight is the password. CONNACK accepts or refuses; behind one that refuses comes the
 * reason, since its own code has no room for it. Whoever is let in listens at its own topic before anything else.
 */
export function askByConnect(stream: Duplex, { name, link, flight }: LastFlight, answer: LastAnswer): void {
  const down = topicOf(name, 'back');
  stream.write(
    Buffer.concat([
      generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        // The broker knows its clients by numbers of its own: nobody takes over another's connection by its name.
        clientId: `link-${link}`,
        keepalive: goneMillis / 1e3,
        username: name,
        password: Buffer.from(flight),
      }),
      generate({ cmd: 'subscribe', messageId: subscription, subscriptions: [{ topic: down, qos: 0 }] }),
    ]),
  );
  const read = (): void => {
    const connack = stream.read(connackBytes) as Buffer | null;
    if (connack === null) return;
    stream.off('readable', read);
    if (connack[0] !== packetTypes.connack << 4 || connack[1] !== connackBytes - 2) stream.destroy();
    else if (connack[3] === 0) new ClientCarrier(stream, name).whenListening((carrier) => answer.accepted(carrier));
    else
      hear(stream, (farewell) => {
        if (farewell?.kind === 'refused') answer.refused(farewell);
        else stream.destroy();
      });
  };
  stream.on('readable', read);
  read();
}

/** Frames as packets of MQTT, from the end of the client. */
class ClientCarrier implements Carrier {
  readonly stream: Duplex;
  private readonly up: string;
  private readonly down: string;
  private readonly lengths = new PacketLengths();
  private readonly packets = parser({ protocolVersion: 4 });
  private outgoing: Buffer[] = [];
  private outgoingBytes = 0;
  private listener: CarrierListener | null = null;
  private listening: (carrier: Carrier) => void = () => {};

  constructor(stream: Duplex, name: string) {
    this.stream = stream;
    this.up = topicOf(name, 'there');
    this.down = topicOf(name, 'back');
    this.packets.on('packet', (packet) => this.came(packet));
    this.packets.on('error', () => stream.destroy());
    stream.on('data', (bytes: Buffer) => {
      this.listener?.alive();
      if (this.lengths.pass(bytes)) this.packets.parse(bytes);
      else stream.destroy();
    });
    stream.on('close', () => this.listener?.closed());
    stream.resume();
  }

  get isPaused(): boolean {
    return this.stream.isPaused();
  }

  get waitingBytes(): number {
    return this.outgoingBytes + this.stream.writableLength;
  }

  /** Waits until the broker has granted the subscription. */
  whenListening(listening: (carrier: Carrier) => void): void {
    this.listening = listening;
  }

  listen(listener: CarrierListener): void {
    this.listener = listener;
  }

  send(bytes: Uint8Array): void {
    const packet = publishOf(this.up, bytes);
    this.outgoing.push(packet);
    this.outgoingBytes += packet.length;
  }

  flush(): void {
    const bytes = Buffer.concat(this.outgoing.splice(0));
    this.outgoingBytes = 0;
    if (!this.stream.destroyed) this.stream.write(bytes);
  }

  ping(): void {
    this.stream.write(generate({ cmd: 'pingreq' }));
  }

  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  close(): void {
    this.stream.end(generate({ cmd: 'disconnect' }));
  }

  cut(): void {
    this.stream.destroy();
  }

  private came(packet: Packet): void {
    if (packet.cmd === 'publish' && packet.topic === this.down && this.listener !== null)
      this.listener.frame(packet.payload as Buffer);
    else if (packet.cmd === 'suback' && packet.granted[0] === 0) this.listening(this);
    else if (packet.cmd !== 'pingresp') this.stream.destroy();
  }
}
