import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { WebSocket, WebSocketServer } from 'ws';
import type { TlsIdentity } from '../../sim/framework/byte-suite.ts';
import { opensslByteSuite } from '../../sim/crypto/openssl/byte-suite.ts';
import { cpuSeconds, entry, seconds } from './place.ts';

/** A bare echo: WebSocket over mutual TLS 1.3 between two processes, with nothing else on it. */
export interface EchoSetting {
  readonly connections: number;
  /** Frames that go out together on a connection; the next go once all have come back. */
  readonly together: number;
  readonly frameBytes: number;
  readonly warmUpSeconds: number;
  readonly measuredSeconds: number;
}

/** What an echo came to. */
export interface EchoResult {
  /** Frames that arrived: an echo is two, there and back. */
  readonly messages: number;
  readonly seconds: number;
  /** Of both processes. */
  readonly cpuSeconds: number;
}

const version = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const;

/** Frames of one turn of the event loop go out together, as on a link of the live world. */
class Together {
  private readonly corked = new Set<Duplex>();

  send(socket: WebSocket, stream: Duplex, frame: Uint8Array): void {
    if (this.corked.size === 0) setImmediate(() => this.uncork());
    if (!this.corked.has(stream)) {
      this.corked.add(stream);
      stream.cork();
    }
    socket.send(frame, { binary: true });
  }

  private uncork(): void {
    for (const stream of this.corked) stream.uncork();
    this.corked.clear();
  }
}

/** What the answering process is told, and what it answers. */
type Word = { readonly port: number } | { readonly cpuSeconds: number };

/** The process that answers every frame with itself, for as long as the one that asked for it lives. */
export async function echoServerPart(identity: TlsIdentity & { readonly ca: string }): Promise<object> {
  const server = createSecure({ ...version, ...identity, requestCert: true, rejectUnauthorized: true });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  const together = new Together();
  sockets.on('connection', (socket, request) => {
    const stream = request.socket;
    socket.on('message', (frame) => together.send(socket, stream, frame as Buffer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const say = (word: Word): void => void process.send!(word);
  process.on('message', () => say({ cpuSeconds: cpuSeconds() }));
  say({ port: (server.address() as AddressInfo).port });
  await once(process, 'disconnect');
  process.exit(0);
}

/** The process that asks: it starts the other, opens the connections, measures, and ends both. */
export async function echoPart(setting: EchoSetting): Promise<EchoResult> {
  const identity = echoIdentity();
  const child = fork(entry, ['part', 'echo-server', JSON.stringify(identity)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const heard = async (): Promise<Word> => ((await once(child, 'message')) as [Word])[0];
  try {
    const { port } = (await heard()) as { readonly port: number };
    const both = async (): Promise<number> => {
      const answer = heard();
      child.send('how much');
      return cpuSeconds() + ((await answer) as { readonly cpuSeconds: number }).cpuSeconds;
    };
    const together = new Together();
    const frame = Buffer.alloc(setting.frameBytes, 0xa5);
    let messages = 0;
    const opened = Array.from({ length: setting.connections }, async () => {
      const stream = connect({ ...version, ...identity, host: '127.0.0.1', port, servername: 'echo' });
      const socket = new WebSocket('ws://127.0.0.1', { createConnection: () => stream, perMessageDeflate: false });
      await once(socket, 'open');
      let outstanding = 0;
      const send = (): void => {
        for (; outstanding < setting.together; outstanding++) together.send(socket, stream, frame);
      };
      socket.on('message', () => {
        messages += 2;
        if (--outstanding === 0) send();
      });
      return send;
    });
    for (const send of await Promise.all(opened)) send();
    await pause(setting.warmUpSeconds);
    const [messagesBefore, secondsBefore, cpuBefore] = [messages, seconds(), await both()];
    await pause(setting.measuredSeconds);
    const cpu = (await both()) - cpuBefore;
    return { messages: messages - messagesBefore, seconds: seconds() - secondsBefore, cpuSeconds: cpu };
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

const pause = (length: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, length * 1000));

/** One identity for both, from an authority of their own. */
function echoIdentity(): TlsIdentity & { readonly ca: string } {
  const suite = opensslByteSuite();
  const life = { notBeforeNs: 0, notAfterNs: 4e18 };
  const authority = suite.root('echo authority', life.notBeforeNs, life.notAfterNs);
  const pair = suite.keyPair();
  const credential = suite.issue(authority, suite.request(pair, 'echo'), { serial: 1, kind: 'node', ...life });
  const { cert: ca } = suite.tlsIdentity(authority.credential, authority.pair.privateKey);
  return { ...suite.tlsIdentity(credential, pair.privateKey), ca };
}
