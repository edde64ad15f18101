import type { IdentityPort, Partner } from '../../framework/component.ts';
import type { Credential, CredentialRequest, StatusList, Suite, Token } from '../../framework/crypto.ts';
import type { Address } from '../../framework/figure.ts';
import type { IdentityObject, IdentityRecord } from '../../framework/identity-object.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Accounts } from './accounts.ts';
import type { Issuer } from './issuer.ts';
import type { Lineage } from './lineage.ts';
import type { Rings } from './rings.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Bodies } from '../../framework/message.ts';
import type { Image } from '../../framework/messages/maintenance.ts';
import type { TrustBundle } from '../../framework/trust-bundle.ts';
import type { Trusts } from './trusts.ts';

/** What a world has to do with credentials, tokens and status lists. */
export interface IdentityGround {
  readonly cast: Cast;
  readonly suite: Suite;
  readonly rings: Rings;
  readonly trusts: Trusts;
  readonly accounts: Accounts;
  /** The node whose turn it is, and its own clock, ns. */
  readonly turn: { readonly node: number; readonly nowNs: number };
  /** What it has in its hands: a head that it hears descends from that, and what it tells of heads from them. Truth. */
  readonly hand: Pick<Lineage, 'label'>;
  /** World time, ns. */
  worldNs(): number;
  charge(operation: 'keygen' | 'sign' | 'verify' | 'hash', bytes?: number): void;
  /** Takes down that the node in turn was given a credential, or that it ended the peer's. */
  tell(kind: 'credentialed' | 'revoked', peer: number): void;
  /** Node that the other end of the channel of the message in hand proved to be, -1 for none. */
  provedNode(): number;
  /** Ends the channels of the node in turn, and what could resume them. */
  endChannels(): void;
}

/** A round of PBKDF2 with HMAC-SHA-256 hashes two blocks (RFC 8018, RFC 2104). */
const bytesARound = 128;

/** Credentials, tokens and status lists, for the node whose turn it is. */
export class IdentityView implements IdentityPort {
  readonly #ground: IdentityGround;

  constructor(ground: IdentityGround) {
    this.#ground = ground;
  }

  get name(): string {
    return this.#ground.cast.household.nameOf(this.#ground.turn.node);
  }

  get expiresNs(): number {
    return this.#ground.rings.of(this.#ground.turn.node).credential?.notAfterNs ?? 0;
  }

  get revoked(): boolean {
    const { rings, trusts, turn } = this.#ground;
    const { credential } = rings.of(turn.node);
    return credential !== null && trusts.of(turn.node).revoked(credential);
  }

  request(): CredentialRequest | null {
    const ring = this.#ground.rings.own(this.#ground.turn.node);
    if (ring.credential === null) return null;
    ring.pending = this.#ground.suite.keyPair();
    this.#ground.charge('keygen');
    this.#ground.charge('sign');
    return this.#ground.suite.request(ring.pending, this.name);
  }

  install(credential: Credential | null): void {
    const ring = this.#ground.rings.own(this.#ground.turn.node);
    if (credential === null || ring.pending === null) return;
    const { revoked } = this;
    this.#ground.rings.take(ring, ring.pending);
    ring.credential = credential;
    // It holds nothing secret and comes with the certificate, as an extension of it or beside it (RFC 9162, section 6).
    ring.receipt = this.#ground.rings.issuerOf(this.#ground.turn.node).receiptOf(credential);
    this.#hearOwn();
    ring.pending = null;
    this.#ground.tell('credentialed', -1);
    if (revoked) this.#ground.endChannels();
  }

  get partners(): readonly Partner[] {
    const { rings, cast, turn } = this.#ground;
    const own = rings.authorityOf(turn.node);
    const { trusts } = cast.authorities.find(({ node }) => node === own)!;
    return trusts.flatMap(({ node, refreshNs, endpoint = false }) => {
      if (refreshNs === null) return [];
      const hintNs = endpoint ? this.#ground.trusts.hintOf(turn.node, rings.issuerAt(node)!.name) : null;
      return [{ authority: node as Address<'identity-storage'>, refreshNs, endpoint, hintNs }];
    });
  }

  issue(identifier: string, request: CredentialRequest | null, lifetimeNs: number): Credential | null {
    this.#ground.charge('verify');
    this.#ground.charge('sign');
    return this.#issuer?.issue(identifier, request, this.#ground.worldNs(), lifetimeNs) ?? null;
  }

  revoke(identifier: string): void {
    if (this.#issuer === null) return;
    this.#issuer.revoke(identifier);
    this.#ground.tell('revoked', this.#ground.rings.nodeNamed(identifier));
  }

  publish(lifetimeNs: number): StatusList | null {
    this.#ground.charge('sign');
    const list = this.#issuer?.publish(this.#ground.turn.nowNs, lifetimeNs) ?? null;
    // What it has signed itself it need not check.
    this.#ground.trusts.learn(this.#ground.turn.node, list);
    return list;
  }

  endorse(record: IdentityRecord, lifetimeNs: number): IdentityObject | null {
    if (this.#issuer === null) return null;
    this.#ground.charge('sign');
    return this.#issuer.endorse(record, this.#ground.turn.nowNs, lifetimeNs);
  }

  learn(list: StatusList | null): boolean {
    this.#ground.charge('verify');
    return this.#ground.trusts.learn(this.#ground.turn.node, list);
  }

  bundle(hintNs: number): TrustBundle | null {
    if (this.#issuer === null) return null;
    this.#ground.charge('sign');
    return this.#issuer.bundle(hintNs);
  }

  adopt(from: number, bundle: TrustBundle): boolean {
    const { rings, trusts, turn } = this.#ground;
    return rings.issuerAt(from)?.name === bundle.issuer && trusts.adopt(turn.node, bundle);
  }

  heads(most: number): readonly Bodies['heads'][] {
    this.#hearOwn();
    const { trusts, turn, hand } = this.#ground;
    const bodies = trusts.lastHeads(turn.node, most);
    for (const { heads } of bodies) if (hand.label === 0) hand.label = trusts.causeOf(heads);
    return bodies;
  }

  hear(issuer: string, head: TreeHead): boolean {
    const { trusts, turn, hand } = this.#ground;
    // What is known needs no check.
    if (trusts.of(turn.node).headAt(issuer, head.size) !== null) return false;
    this.#ground.charge('verify');
    return trusts.hear(turn.node, issuer, head, hand.label);
  }

  release(code: string, version: number, length: number): Image {
    return this.#ground.rings.release(code, version, length);
  }

  grant(person: number, lifetimeNs: number): Token | null {
    const proved = this.#ground.provedNode();
    if (proved < 0) return null;
    this.#ground.charge('sign');
    const { rings, cast, turn } = this.#ground;
    const scopes = cast.household.scopesOf(person);
    const boundTo = cast.household.nameOf(proved);
    return rings.issuerOf(turn.node).grant({ person, scopes }, boundTo, turn.nowNs, lifetimeNs);
  }

  admits(person: number, secret: string, rounds: number): boolean {
    this.#ground.charge('hash', rounds * bytesARound);
    return this.#ground.accounts.admit(this.#ground.turn.node, person, secret);
  }

  present(token: Token | null): void {
    this.#ground.rings.own(this.#ground.turn.node).token = token;
  }

  /** Its party hears of the head that came with its own certificate. */
  #hearOwn(): void {
    const { rings, trusts, turn, hand } = this.#ground;
    const { credential, receipt } = rings.of(turn.node);
    if (credential !== null && receipt !== null) {
      trusts.hear(turn.node, credential.issuer, receipt.head, hand.label);
    }
  }

  /** The authority that the node in turn is; null for a node that is none. */
  get #issuer(): Issuer | null {
    return this.#ground.rings.issuerAt(this.#ground.turn.node);
  }
}
