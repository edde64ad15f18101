import type { Post } from '../../framework/control.ts';
import type { Suite } from '../../framework/crypto.ts';
import type { Role } from '../../framework/figure.ts';
import { noKeys, noTrust } from '../shared/nobody.ts';

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
  readonly keys = noKeys;
  readonly trust = noTrust;
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

  prove(): null {
    return null;
  }

  learn(): void {}

  hear(): void {}

  alarm(): void {}

  order(): void {}

  release(): void {}
}
