import type { IdentityPort } from '../../framework/component.ts';
import type { Credential, CredentialRequest, StatusList, Token } from '../../framework/crypto.ts';
import type { Deeds } from './deeds.ts';
import type { House } from './house.ts';
import type { Turn } from './turn.ts';

/** Credentials, tokens and status lists, for the node whose turn it is. */
export class IdentityView implements IdentityPort {
  readonly #house: House;
  readonly #deeds: Deeds;
  readonly #turn: Turn;

  constructor(house: House, deeds: Deeds, turn: Turn) {
    this.#house = house;
    this.#deeds = deeds;
    this.#turn = turn;
  }

  get name(): string {
    return this.#house.cast.household.nameOf(this.#turn.node);
  }

  get expiresNs(): number {
    return this.#house.rings.of(this.#turn.node).credential?.notAfterNs ?? 0;
  }

  request(): CredentialRequest | null {
    const ring = this.#house.rings.own(this.#turn.node);
    if (ring.credential === null) return null;
    ring.pending = this.#house.suite.keyPair();
    this.#deeds.charge('keygen', 1);
    this.#deeds.charge('sign', 1);
    return this.#house.suite.request(ring.pending, this.name);
  }

  install(credential: Credential | null): void {
    const ring = this.#house.rings.own(this.#turn.node);
    if (credential === null || ring.pending === null) return;
    ring.pair = ring.pending;
    ring.credential = credential;
    ring.pending = null;
    this.#deeds.tell('credentialed', 'issue', -1, 0, 1);
  }

  issue(identifier: string, request: CredentialRequest | null, lifetimeNs: number): Credential | null {
    this.#deeds.charge('verify', 1);
    this.#deeds.charge('sign', 1);
    return this.#house.rings.issue(identifier, request, this.#house.kernel.now, lifetimeNs);
  }

  revoke(identifier: string): void {
    this.#house.rings.revoke(identifier);
    this.#deeds.tell('revoked', 'issue', this.#house.rings.nodeNamed(identifier), 0, 1);
  }

  publish(lifetimeNs: number): StatusList | null {
    this.#deeds.charge('sign', 1);
    return this.#house.rings.publish(this.#turn.nowNs, lifetimeNs);
  }

  learn(list: StatusList | null): boolean {
    this.#deeds.charge('verify', 1);
    return this.#house.trusts.learn(this.#turn.node, list);
  }

  grant(person: number, lifetimeNs: number): Token | null {
    const session = this.#turn.slot < 0 ? -1 : this.#house.slots.session[this.#turn.slot]!;
    const proved = session < 0 ? -1 : this.#house.sessions.provedNode(session);
    if (proved < 0) return null;
    this.#deeds.charge('sign', 1);
    return this.#house.rings.grant(person, this.#house.cast.household.nameOf(proved), this.#turn.nowNs, lifetimeNs);
  }

  present(token: Token | null): void {
    this.#house.rings.own(this.#turn.node).token = token;
  }
}
