import type { KeyRing, Post, Trust } from '../../framework/control.ts';
import type { Suite } from '../../framework/crypto.ts';
import type { Role } from '../../framework/figure.ts';

const nobody: KeyRing = {
  pair: null,
  credential: null,
  objectKey: () => null,
  storageKey: null,
  cookieSecret: null,
  attestation: null,
  token: null,
};

const believesNothing: Trust = {
  roots: [],
  statusKey: null,
  status: null,
  revoked: () => false,
  tokenKey: null,
  attestationKey: null,
  measurements: {},
};

/** Where controls are asked, before a run, how long credentials may live: at the authority, with nothing in hand. */
export class LifetimePost implements Post {
  readonly place = 'issue';
  readonly now = 0;
  readonly node: number;
  readonly role: Role = 'identity-storage';
  readonly peer = -1;
  readonly session = -1;
  readonly epoch = 0;
  readonly evidence = null;
  readonly keys = nobody;
  readonly trust = believesNothing;
  readonly suite: Suite;

  constructor(authority: number, suite: Suite) {
    this.node = authority;
    this.suite = suite;
  }

  charge(): void {}

  extend(): void {}

  draw(): number {
    return 0;
  }

  learn(): void {}

  alarm(): void {}
}
