import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { Packet } from 'mqtt-packet';
import { WebSocket, WebSocketServer } from 'ws';
import { topicOf } from '../../mqtt/topics.ts';

/** A server on the loopback that answers each message, and a way to talk to it through any port. */
export interface Talk {
  readonly port: number;
  /** Opens a client that speaks to the server through a port; `heard` gets what comes back. */
  readonly client: (port: number, heard: (text: string) => void) => Promise<Client>;
  readonly close: () => Promise<void>;
}

interface Client {
  readonly send: (text: string) => void;
  readonly cut: () => void;
}

type Answering = (text: string) => string;

/** Talk over WebSocket. */
export async function webSocketTalk(answer: Answering): Promise<Talk> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    socket.on('message', (bytes) => socket.send(Buffer.from(answer((bytes as Buffer).toString()))));
  });
  return {
    port: (server.address() as AddressInfo).port,
    client: async (port, heard) => {
      const client = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
      client.on('message', (bytes) => heard((bytes as Buffer).toString()));
      await once(client, 'open');
      return { send: (text) => client.send(Buffer.from(text)), cut: () => client.terminate() };
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Talk over MQTT: a thing that speaks upwards and is answered downwards. */
export async function mqttTalk(answer: Answering): Promise<Talk> {
  const thing = 'lamp';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    packetsOf(socket, (packet) => {
      if (packet.cmd === 'connect') socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
      else if (packet.cmd === 'pingreq') socket.write(generate({ cmd: 'pingresp' }));
      else if (packet.cmd === 'publish') socket.write(said(topicOf(thing, 'back'), answer(String(packet.payload))));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    client: async (port, heard) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.on('error', () => {});
      const open = new Promise<void>((resolve) =>
        packetsOf(socket, (packet) => {
          if (packet.cmd === 'connack') resolve();
          else if (packet.cmd === 'publish') heard(String(packet.payload));
        }),
      );
      socket.write(
        generate({ cmd: 'connect', clientId: 'one', username: thing, clean: true, keepalive: 0, protocolVersion: 4 }),
      );
      socket.write(generate({ cmd: 'pingreq' }));
      await open;
      return {
        send: (text) => void socket.write(said(topicOf(thing, 'there'), text)),
        cut: () => socket.destroy(),
      };
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const said = (topic: string, text: string): Buffer =>
  generate({ cmd: 'publish', topic, payload: text, qos: 0, dup: false, retain: false });

function packetsOf(socket: Socket, heard: (packet: Packet) => void): void {
  const reader = parser({ protocolVersion: 4 });
  reader.on('packet', heard);
  reader.on('error', () => socket.destroy());
  socket.on('data', (bytes) => reader.parse(bytes));
}
