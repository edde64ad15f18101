import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { KeyRing } from '../../../sim/framework/control.ts';
import { opensslByteSuite } from '../../../sim/crypto/openssl/byte-suite.ts';
import { noKeys } from '../../../sim/worlds/shared/nobody.ts';
import { TlsContexts } from '../../../sim/worlds/live/tls-contexts.ts';
import { TlsEvidence } from '../../../sim/worlds/live/tls-evidence.ts';
import { certifiedNodes, type Certified } from './certified-nodes.ts';
import type { Ends } from './loopback.ts';

/** How long the first session ticket of a server may take, ms. */
const ticketMillis = 5000;

/** Two nodes that secure connections between them by TLS 1.3, each proved by its certificate, as the live world does. */
export class TlsEnds {
  private readonly suite = opensslByteSuite();
  private readonly contexts = new TlsContexts(this.suite);
  private readonly nodes: ReturnType<typeof certifiedNodes>;
  private readonly client: KeyRing;
  private readonly server: KeyRing;
  private readonly atNs: number;

  /** Certificates are good around a moment, ns. */
  constructor(atNs: number) {
    const ringOf = ({ pair, credential }: Certified): KeyRing => ({ ...noKeys, pair, credential });
    this.atNs = atNs;
    this.nodes = certifiedNodes(atNs);
    this.client = ringOf(this.nodes.client);
    this.server = ringOf(this.nodes.server);
  }

  /** Secures a connection, by a ticket where one is given; without one both ends follow each other's certificate to the root. */
  async secured({ client, server }: Ends<Socket>, ticket: Buffer | null): Promise<Ends<TLSSocket>> {
    const answering = this.contexts.serve(server, this.server, true);
    const secure = once(answering, 'secure');
    const calling = this.contexts.connect(client, this.client, ticket);
    await Promise.all([secure, once(calling, 'secureConnect')]);
    if (calling.isSessionReused() !== (ticket !== null))
      throw new Error('handshake: not of the kind that was asked for');
    if (ticket === null) for (const end of [calling, answering]) this.follow(end);
    return { client: calling, server: answering };
  }

  /** A session ticket that the server gives after a full handshake. */
  async ticket(ends: Ends<Socket>): Promise<Buffer> {
    const { client } = await this.secured(ends, null);
    const [ticket] = (await once(client, 'session', { signal: AbortSignal.timeout(ticketMillis) })) as [Buffer];
    return ticket;
  }

  private follow(end: TLSSocket): void {
    const credential = new TlsEvidence(this.suite).credentialOf(end);
    const { root } = this.nodes;
    const fault = credential === null ? 'missing' : this.suite.checkChain(credential, [root.credential], this.atNs);
    if (fault !== undefined) throw new Error(`handshake: the other end's certificate is ${fault}`);
  }
}
