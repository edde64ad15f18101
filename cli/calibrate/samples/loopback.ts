import { once } from 'node:events';
import { createServer as createWeb, type IncomingMessage, type Server as Web } from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { Link, type LinkOwner } from '../../../sim/worlds/live/link.ts';
import { mostFrameBytes } from '../../../sim/worlds/live/message-frame.ts';
import { webSocketCarrier } from '../../../sim/worlds/live/web-socket/web-socket-carrier.ts';

const host = '127.0.0.1';

/** Both ends of a connection of this process with itself. */
export interface Ends<End extends Duplex = Duplex> {
  readonly client: End;
  readonly server: End;
}

/** The other end may be gone before all that was written to it is; whether something came of it is asked elsewhere. */
const heedless = (socket: Duplex): void => void socket.on('error', () => undefined);

/** Breaks a connection off and waits until both ends know. */
export async function part({ client, server }: Ends): Promise<void> {
  const gone = [client, server].filter((end) => !end.closed).map((end) => once(end, 'close'));
  client.destroy();
  server.destroy();
  await Promise.all(gone);
}

/** A place on the loopback where this process answers itself, one connection at a time, by what the live world uses. */
export class Loopback {
  private readonly server: Server;
  private readonly web: Web = createWeb();
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: mostFrameBytes,
    perMessageDeflate: false,
  });
  private readonly port: number;
  private links = 0;

  private constructor(server: Server, port: number) {
    this.server = server;
    this.port = port;
  }

  static async open(): Promise<Loopback> {
    const server = createServer({ noDelay: true });
    server.listen(0, host);
    await once(server, 'listening');
    return new Loopback(server, (server.address() as AddressInfo).port);
  }

  async connection(): Promise<Ends<Socket>> {
    const accepted = once(this.server, 'connection') as Promise<[Socket]>;
    const client = connect({ port: this.port, host, noDelay: true });
    const [[server]] = await Promise.all([accepted, once(client, 'connect')]);
    heedless(client);
    heedless(server);
    return { client, server };
  }

  /** Upgrades a connection to WebSocket, as the caller and the door of the live world do. */
  async upgraded({ client, server }: Ends): Promise<readonly [WebSocket, WebSocket]> {
    const options = { createConnection: () => client as Socket, maxPayload: mostFrameBytes, perMessageDeflate: false };
    const calling = new WebSocket(`ws://${host}/`, options);
    const asked = once(this.web, 'upgrade') as Promise<[IncomingMessage, Duplex, Buffer]>;
    const opened = once(calling, 'open');
    this.web.emit('connection', server);
    const [request, stream, head] = await asked;
    const answering = new Promise<WebSocket>((resolve) =>
      this.sockets.handleUpgrade(request, stream, head, (socket) => resolve(socket)),
    );
    const [socket] = await Promise.all([answering, opened]);
    return [calling, socket];
  }

  /** A link of the live world; `heard` is what its answering end hears. */
  async link(ends: Ends, heard: (bytes: Buffer) => void): Promise<Link> {
    const id = ++this.links;
    const [calling, answering] = await this.upgraded(ends);
    const deaf: LinkOwner = { came: () => undefined, closed: () => undefined };
    const listener: LinkOwner = { came: (_link, bytes) => heard(bytes), closed: () => undefined };
    // Held by its socket's listeners.
    void new Link(webSocketCarrier(answering, ends.server, 'server'), { id, opened: false }, listener);
    return new Link(webSocketCarrier(calling, ends.client, 'client'), { id, opened: true }, deaf);
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }
}
