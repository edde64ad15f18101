import { once } from 'node:events';
import {
  connect as connectPlain,
  createServer as createPlainServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { certificatePem, tlsIdentity } from '../../../sim/crypto/openssl/tls-identity.ts';
import { anySize, type Sample, type Work } from '../sample.ts';
import { certifiedNodes, type Certified } from './certified-nodes.ts';

const loopback = '127.0.0.1';
const tls13 = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const;
/** How long the first session ticket of a server may take, ms. */
const ticketMillis = 5000;

/** Ends of one connection, once both may speak. */
interface Ends {
  readonly client: Socket;
  readonly server: Socket;
}

const listening = async (server: Server): Promise<number> => {
  server.listen(0, loopback);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const closed = async (server: Server): Promise<void> => {
  server.close();
  await once(server, 'close');
};

const part = async ({ client, server }: Ends): Promise<void> => {
  const gone = Promise.all([once(client, 'close'), once(server, 'close')]);
  client.destroy();
  server.destroy();
  await gone;
};

/** A server that hands out the ends which it accepted, in their order. */
const acceptor = (server: Server, event: 'connection' | 'secureConnection'): (() => Promise<Socket>) => {
  const ready: Socket[] = [];
  const wanted: ((socket: Socket) => void)[] = [];
  server.on(event, (socket: Socket) => {
    // The other end may be gone before all that was written to it is; whether the handshake held is asked beforehand.
    socket.on('error', () => undefined);
    const next = wanted.shift();
    if (next === undefined) ready.push(socket);
    else next(socket);
  });
  return () => {
    const socket = ready.shift();
    return socket === undefined ? new Promise((resolve) => wanted.push(resolve)) : Promise.resolve(socket);
  };
};

const identityOf = ({ credential, pair }: Certified) => tlsIdentity(credential, pair.privateKey);

/** A session ticket that the server gave after a full handshake. */
const ticketFrom = async (client: TLSSocket): Promise<Buffer> => {
  const [ticket] = (await once(client, 'session', { signal: AbortSignal.timeout(ticketMillis) })) as [Buffer];
  return ticket;
};

const openTls = async (atNs: number, kind: 'full' | 'resumed'): Promise<Work> => {
  const nodes = certifiedNodes(atNs);
  const ca = certificatePem(nodes.root.credential);
  const both = { ...tls13, ca };
  const server = createServer({ ...both, ...identityOf(nodes.server), requestCert: true, rejectUnauthorized: true });
  const accepted = acceptor(server, 'secureConnection');
  const port = await listening(server);
  const identity = identityOf(nodes.client);
  const shake = async (session?: Buffer): Promise<Ends & { readonly client: TLSSocket }> => {
    const client = connect({
      ...both,
      ...identity,
      host: loopback,
      port,
      checkServerIdentity: () => undefined,
      ...(session === undefined ? {} : { session }),
    });
    // `once` rejects where the connection fails instead.
    const secured = once(client, 'secureConnect');
    const [end] = await Promise.all([accepted(), secured]);
    return { client, server: end };
  };
  const first = await shake();
  const ticket = await ticketFrom(first.client);
  await part(first);
  const isResumed = kind === 'resumed';
  return {
    async run(_size, times) {
      for (let turn = 0; turn < times; turn++) {
        const ends = await shake(isResumed ? ticket : undefined);
        if (ends.client.isSessionReused() !== isResumed) throw new Error(`handshake: not a ${kind} one`);
        await part(ends);
      }
    },
    close: () => closed(server),
  };
};

const openPlain = async (): Promise<Work> => {
  const server = createPlainServer();
  const accepted = acceptor(server, 'connection');
  const port = await listening(server);
  return {
    async run(_size, times) {
      for (let turn = 0; turn < times; turn++) {
        const client = connectPlain({ host: loopback, port });
        const connected = once(client, 'connect');
        const [end] = await Promise.all([accepted(), connected]);
        await part({ client, server: end });
      }
    },
    close: () => closed(server),
  };
};

const sample = (id: string, what: string, open: Sample['open']): Sample => ({
  id,
  what,
  sizesBytes: anySize,
  clock: 'cpu',
  open,
});

/** Opening connections over the loopback, both ends in this process; certificates are good around a moment of this machine's clock, ns. */
export const handshakes = (atNs: number): readonly Sample[] => [
  sample('connection', 'a TCP connection, opened and closed, both ends', openPlain),
  sample('handshake-full', 'a connection with a TLS 1.3 handshake, both ends proved by certificate', () =>
    openTls(atNs, 'full'),
  ),
  sample('handshake-resumed', 'a connection with a TLS 1.3 handshake by session ticket', () =>
    openTls(atNs, 'resumed'),
  ),
];
