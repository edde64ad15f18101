import type { Evidence, Post, WireMessage } from '../../../sim/framework/control.ts';
import type { Suite } from '../../../sim/framework/crypto.ts';
import type { Place, Role } from '../../../sim/framework/figure.ts';
import { noKeys, noTrust } from '../../../sim/worlds/shared/nobody.ts';

/** One end of a session at which nothing is charged, so that a control's own work is what takes the time. */
export class StillPost implements Post {
  place: Place = 'RP-T';
  now = 0;
  node = 0;
  role: Role = 'gateway';
  peer = 0;
  session = 0;
  epoch = 0;
  readonly evidence: Evidence | null = null;
  readonly keys = noKeys;
  readonly trust = noTrust;
  readonly suite: Suite;
  /** What controls asked for, so that asking is not optimised away. */
  asked = 0;

  constructor(suite: Suite) {
    this.suite = suite;
  }

  charge(): void {
    this.asked++;
  }

  extend(bytes: number): void {
    this.asked += bytes;
  }

  draw(): number {
    return this.asked;
  }

  prove(): null {
    this.asked++;
    return null;
  }

  hear(): void {
    this.asked++;
  }

  learn(): void {
    this.asked++;
  }

  alarm(): void {
    this.asked++;
  }

  order(): void {
    this.asked++;
  }

  release(): void {
    this.asked++;
  }
}

/** A message as controls see it on the wire, with room for their marks. */
export const wireMessage = (given: Partial<WireMessage>, marks: number): WireMessage => ({
  kind: 'report',
  from: 0,
  to: 0,
  number: 1,
  re: 0,
  subject: 0,
  dataClass: 'operational',
  body: { quantity: 'temperature', value: 21, at: 0 },
  sealed: null,
  sizeBytes: 48,
  urgent: false,
  marks: new Array<unknown>(marks).fill(undefined),
  record: 'intact',
  ...given,
});
