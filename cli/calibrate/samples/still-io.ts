import type { Io } from '../../../sim/framework/component.ts';
import type { Duty } from '../../../sim/framework/control.ts';
import { nothingAsked } from '../../../sim/framework/deed.ts';
import type { Address, Role } from '../../../sim/framework/figure.ts';
import type { Draft, Kind } from '../../../sim/framework/message.ts';
import { keyOf, Stream } from '../../../sim/kernel/stream.ts';

const noDuty = nothingAsked(0);

/** What a component can do, without anything coming of it: for its own work to be what takes the time. */
export class StillIo implements Io<Role> {
  readonly now = 0;
  readonly node: Address<Role>;
  readonly random = new Stream(keyOf('calibrate', 'component', 'own'));
  readonly load = 0;
  readonly store = {
    put: () => this.#count(),
    get: () => this.#count(),
    erase: () => this.#count(),
    scan: () => this.#count(),
  };
  readonly identity = {
    name: 'calibration',
    expiresNs: 0,
    revoked: false,
    partners: [],
    request: () => null,
    install: () => undefined,
    issue: () => null,
    revoke: () => undefined,
    publish: () => null,
    endorse: () => null,
    learn: () => false,
    bundle: () => null,
    adopt: () => false,
    heads: () => [],
    hear: () => false,
    release: (code: string, version: number, length: number) => ({ code, version, length, signature: null }),
    admits: () => false,
    grant: () => null,
    present: () => undefined,
  };
  #counted = 0;

  constructor(node: Address<Role>) {
    this.node = node;
  }

  /** What the component has asked for. */
  get asked(): number {
    return this.#counted;
  }

  #count(): number {
    return ++this.#counted;
  }

  send(): number {
    return this.#count();
  }

  forward(): number {
    return this.#count();
  }

  reply<K extends Kind>(_draft: Draft<K>): number {
    return this.#count();
  }

  answer(): number {
    return this.#count();
  }

  run(): boolean {
    this.#count();
    return true;
  }

  leave(): void {
    this.#count();
  }

  keep(): void {
    this.#count();
  }

  blend(): void {
    this.#count();
  }

  recall(): void {
    this.#count();
  }

  because(): void {
    this.#count();
  }

  wake(): void {
    this.#count();
  }

  sense(): number {
    return 0;
  }

  act(): boolean {
    return true;
  }

  use(): boolean {
    return true;
  }

  duty(): Readonly<Duty> {
    return noDuty;
  }

  finish(): void {
    this.#count();
  }

  work(): void {
    this.#count();
  }
}
