import type { Duplex } from 'node:stream';
import { Aedes } from 'aedes';
import type { Client } from 'aedes';
import { generate } from 'mqtt-packet';
import type { RefusedBy } from '../carrier.ts';
import { preamble } from '../preamble.ts';
import { BrokerSession } from './broker-session.ts';
import type { Visitor } from './broker-session.ts';

/** Not authorised (MQTT 3.1.1, 3.2.2.3): any client of MQTT understands it. Behind it the reason's number. */
const notAuthorised = 5;

/**
 * The broker in the process of an IoT platform. It speaks with those whom the door lets through, each at its own two topics:
 * what comes up goes to the platform, and what goes down to that one client. Nothing passes between clients, nothing is
 * retained or stored, and quality of service is 0: over one connection that keeps order a frame comes or the connection ends.
 */
export class MqttBroker {
  private came = 0;
  private readonly sessions = new WeakMap<Client, BrokerSession>();
  private readonly aedes = new Aedes({
    preConnect: (client, packet, done) => {
      // Under the name of another, which anybody may have heard, it would take over that one's connection.
      packet.clientId = String(++this.came);
      if (this.of(client).mayConnect(packet)) done(null, true);
    },
    authenticate: (client, _name, flight, done) => {
      const session = this.of(client);
      const refused = session.visitor.asked(flight ?? Buffer.alloc(0));
      if (refused === undefined) done(null, true);
      else session.turnAway(farewell(refused));
    },
    authorizeSubscribe: (client, wanted, done) => {
      if (this.of(client).maySubscribe(wanted)) done(null, wanted);
    },
    authorizePublish: (client, packet, done) => {
      if (client !== null) this.of(client).published(packet, () => done(null));
    },
  });

  /** A broker that can take clients. */
  static async open(): Promise<MqttBroker> {
    const broker = new MqttBroker();
    await broker.begin();
    return broker;
  }

  private async begin(): Promise<void> {
    this.aedes.on('subscribe', (_granted, client) => this.of(client).listens());
    for (const event of ['clientError', 'connectionError'] as const)
      this.aedes.on(event, (client, error) => this.of(client).failed(error));
    await this.aedes.listen();
  }

  /** Takes somebody in who has come past the door on a stream. */
  admit(stream: Duplex, visitor: Visitor): void {
    const session = new BrokerSession(stream, visitor);
    const client = this.aedes.handle(session.bounded);
    session.client = client;
    this.sessions.set(client, session);
  }

  shut(): void {
    this.aedes.close();
  }

  private of(client: Client): BrokerSession {
    return this.sessions.get(client)!;
  }
}

const farewell = (refused: RefusedBy): Buffer =>
  Buffer.concat([
    generate({ cmd: 'connack', returnCode: notAuthorised, sessionPresent: false }),
    preamble({ kind: 'refused', ...refused }),
  ]);
