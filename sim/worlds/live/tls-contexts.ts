import { randomBytes } from 'node:crypto';
import { createSecureContext, connect, TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';
import type { Socket } from 'node:net';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { KeyRing } from '../../framework/control.ts';
import type { Credential } from '../../framework/crypto.ts';

const version = { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' } as const;
/** The one cipher suite of TLS 1.3 with which a key of given bytes may be used (RFC 8446, 4.2.11: its hash is SHA-256). */
const pskCiphers = 'TLS_AES_128_GCM_SHA256';

/**
 * TLS 1.3 for channels. Certificates are shown and possession of their keys is proved by TLS; whether a chain, a name, a time
 * or a status is accepted is judged afterwards by the controls that stand there, on the run's own clock, so nothing is decided
 * here.
 */
export class TlsContexts {
  private readonly suite: ByteSuite;
  private readonly byCredential = new WeakMap<Credential, SecureContext>();
  private readonly bare: SecureContext;
  private readonly shared: SecureContext;
  /** Keys of session tickets: this process's own, new in every run. */
  private readonly ticketKeys = randomBytes(48);

  constructor(suite: ByteSuite) {
    this.suite = suite;
    this.bare = createSecureContext({ ...version });
    this.shared = createSecureContext({ ...version, ciphers: pskCiphers });
  }

  /** Answers a peer on an accepted connection, with the keys of a node. */
  serve(raw: Socket, keys: KeyRing, asksProof: boolean): TLSSocket {
    const secureContext = this.contextOf(keys);
    const options = { isServer: true, secureContext, requestCert: asksProof, rejectUnauthorized: false };
    return breaking(new TLSSocket(raw, options));
  }

  /** The same where both ends hold a key that was installed in them. */
  servePsk(raw: Socket, key: Uint8Array): TLSSocket {
    const options = { isServer: true, secureContext: this.shared, pskCallback: () => key };
    return breaking(new TLSSocket(raw, options as ConstructorParameters<typeof TLSSocket>[1]));
  }

  /** Opens TLS on a connection, with whatever keys are at hand. */
  connect(raw: Socket, keys: KeyRing, session: Buffer | null): TLSSocket {
    return connect({
      socket: raw,
      secureContext: this.contextOf(keys),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(session === null ? {} : { session }),
    });
  }

  connectPsk(raw: Socket, key: Uint8Array, identity: string): TLSSocket {
    return connect({
      socket: raw,
      secureContext: this.shared,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      pskCallback: () => ({ psk: key, identity }),
    });
  }

  private contextOf({ credential, pair }: KeyRing): SecureContext {
    if (credential === null || pair === null) return this.bare;
    const known = this.byCredential.get(credential);
    if (known !== undefined) return known;
    const { cert, key } = this.suite.tlsIdentity(credential, pair.privateKey);
    const { ticketKeys } = this;
    const made = createSecureContext({ ...version, cert, key, ticketKeys, sessionIdContext: 'metarange' });
    this.byCredential.set(credential, made);
    return made;
  }
}

/**
 * A server's socket that breaks off where TLS finds something wrong, as a client's does: one that was not made by a `tls.Server`
 * keeps what went wrong to itself, in this event, and stays open.
 */
const breaking = (socket: TLSSocket): TLSSocket => socket.on('_tlsError', (error: Error) => void socket.destroy(error));
