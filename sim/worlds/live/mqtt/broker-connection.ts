import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';
import { goneMillis, heartbeat } from '../link.ts';
import { PacketLengths } from './bounded-stream.ts';
import { brokerPlace } from './broker-url.ts';
import { publishOf } from './packets.ts';

/** How long a broker may take to let a client in, ms (assumption). */
const patienceMillis = 5_000;

/** A broker elsewhere cannot be used; one line says which and why, without user and password. */
export class BrokerFault extends Error {
  override readonly name = 'BrokerFault';
}

/** What a connection to a broker brings. */
export interface BrokerListener {
  came(topic: string, payload: Buffer): void;
  /** It is gone, and with it all that was under way. */
  lost(): void;
}

/** Words of the return codes of CONNACK (MQTT 3.1.1, 3.2.2.3). */
const refusals: Readonly<Record<number, string>> = {
  1: 'it does not speak MQTT 3.1.1',
  2: 'identifier rejected',
  3: 'service unavailable',
  4: 'bad user name or password',
  5: 'not authorised',
};

/** A client's connection to a broker elsewhere, at quality of service 0. */
export class BrokerConnection {
  private readonly socket: Socket;
  private readonly listener: BrokerListener;
  private readonly lengths = new PacketLengths();
  private readonly packets = parser({ protocolVersion: 4 });
  private readonly pulse: NodeJS.Timeout;
  private heardMillis = performance.now();
  private subscribed = 0;

  private constructor(socket: Socket, listener: BrokerListener) {
    this.socket = socket;
    this.listener = listener;
    this.packets.on('packet', (packet) => this.took(packet));
    this.packets.on('error', () => socket.destroy());
    this.pulse = setInterval(() => this.beat(), heartbeat.everyMillis);
    socket.on('data', (bytes: Buffer) => {
      this.heardMillis = performance.now();
      if (this.lengths.pass(bytes)) this.packets.parse(bytes);
      else socket.destroy();
    });
    socket.on('close', () => {
      clearInterval(this.pulse);
      this.listener.lost();
    });
  }

  /** Connects and logs in. Rejects with a `BrokerFault`. */
  static open(url: string, listener: BrokerListener): Promise<BrokerConnection> {
    const { host, port, isSecured, user, password } = brokerPlace(url);
    return new Promise((resolve, reject) => {
      const socket = isSecured ? connectTls({ host, port, servername: host }) : connect({ host, port });
      const fail = (why: string): void => {
        clearTimeout(late);
        socket.destroy();
        reject(new BrokerFault(`broker ${host}:${port}: ${why}`));
      };
      const late = setTimeout(() => fail(`it said nothing for ${patienceMillis / 1e3} s`), patienceMillis);
      socket.setNoDelay(true);
      socket.once('error', (error: NodeJS.ErrnoException) => fail(`unreachable (${error.code ?? error.message})`));
      socket.once('close', () => fail('it hung up'));
      // What breaks later is told by `close`.
      socket.on('error', () => socket.destroy());
      socket.once(isSecured ? 'secureConnect' : 'connect', () =>
        socket.write(
          generate({
            cmd: 'connect',
            protocolId: 'MQTT',
            protocolVersion: 4,
            clean: true,
            clientId: `metarange-${randomBytes(6).toString('hex')}`,
            keepalive: goneMillis / 1e3,
            ...(user === null ? {} : { username: user }),
            ...(password === null ? {} : { password: Buffer.from(password) }),
          }),
        ),
      );
      const answered = (): void => {
        const connack = socket.read(4) as Buffer | null;
        if (connack === null) return;
        socket.off('readable', answered);
        if (connack[0] !== 0x20 || connack[1] !== 2) fail('what answers there is no broker of MQTT');
        else if (connack[3] !== 0) fail(refusals[connack[3]!] ?? `refused with code ${connack[3]}`);
        else {
          clearTimeout(late);
          socket.removeAllListeners('close');
          resolve(new BrokerConnection(socket, listener));
        }
      };
      socket.on('readable', answered);
    });
  }

  subscribe(topic: string): void {
    this.write(generate({ cmd: 'subscribe', messageId: this.next(), subscriptions: [{ topic, qos: 0 }] }));
  }

  unsubscribe(topic: string): void {
    this.write(generate({ cmd: 'unsubscribe', messageId: this.next(), unsubscriptions: [topic] }));
  }

  /** Sends a message; `sent` when the system has taken it, so that who waits for that is as slow as the broker. */
  publish(topic: string, payload: Uint8Array, sent: () => void): void {
    if (this.socket.destroyed) sent();
    else this.socket.write(publishOf(topic, payload), () => sent());
  }

  close(): void {
    clearInterval(this.pulse);
    this.socket.end(generate({ cmd: 'disconnect' }));
    this.socket.destroySoon();
  }

  private took(packet: Packet): void {
    if (packet.cmd === 'publish') this.listener.came(packet.topic, packet.payload as Buffer);
    // A broker that does not let anybody listen is none that frames can go through.
    else if (packet.cmd === 'suback' && packet.granted[0] === 128) this.socket.destroy();
  }

  private write(bytes: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  private next(): number {
    this.subscribed = (this.subscribed % 0xffff) + 1;
    return this.subscribed;
  }

  private beat(): void {
    if (performance.now() - this.heardMillis > goneMillis) this.socket.destroy();
    else this.write(generate({ cmd: 'pingreq' }));
  }
}
