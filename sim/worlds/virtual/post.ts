import type { CostTable, Operation } from '../../framework/costs.ts';
import type { Evidence, KeyRing, Post, Trust } from '../../framework/control.ts';
import type { Credential, Suite } from '../../framework/crypto.ts';
import type { Place, Role } from '../../framework/figure.ts';
import type { Envelope } from './slots.ts';
import type { House } from './house.ts';

/** Evidence about the other end, read from the session's columns when asked. */
class EvidenceView implements Evidence {
  provedNode = -1;
  protected = false;
  openedNs = 0;
  session = -1;
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  get name(): string | null {
    return this.provedNode < 0 ? null : this.#house.cast.household.nameOf(this.provedNode);
  }

  get credential(): Credential | null {
    return this.#house.sessions.credentials.get(this.session) ?? null;
  }
}

/** One end of a session, where controls judge; a single object that is moved from end to end. */
export class StandingPost implements Post {
  place: Place = 'RP-T';
  now = 0;
  node = -1;
  role: Role = 'device';
  peer = -1;
  session = -1;
  epoch = 0;
  evidence: Evidence | null = null;
  readonly suite: Suite;
  /** ns of work done here since `settle`. */
  spentNs = 0;
  /** Number of the control at work, 0 for none. */
  control = 0;
  /** What is being protected, for `extend`. */
  envelope: Envelope | null = null;
  /** Attack step that the judged message or handshake descends from: alarms inherit it. Truth: never given to controls. */
  #cause = 0;
  /** Keys in use here: an attacker's own line brings its own. */
  #ring: KeyRing | null = null;
  readonly #house: House;
  readonly #view: EvidenceView;
  #table: CostTable;

  constructor(house: House) {
    this.#house = house;
    this.suite = house.suite;
    this.#view = new EvidenceView(house);
    this.#table = house.nodes.costs[0]!;
  }

  /** Takes up a stand at `node`, towards `peer`. `about` is the session in which the peer sends, for its evidence. */
  stand(place: Place, node: number, peer: number, session: number, about: number, cause: number, ring: KeyRing | null): void {
    const house = this.#house;
    this.place = place;
    this.node = node;
    this.peer = peer;
    this.session = session;
    this.#cause = cause;
    this.#ring = ring;
    this.spentNs = 0;
    this.control = 0;
    const placement = house.nodes.placement[node]!;
    this.#table = house.nodes.costs[placement] ?? house.nodes.costs[0]!;
    this.role = house.roles[placement] ?? 'person';
    this.now = house.kernel.now + (house.skews[placement] ?? 0);
    if (session < 0) {
      this.epoch = 0;
      this.evidence = null;
      return;
    }
    const sessions = house.sessions;
    const channel = session >> 1;
    this.epoch = sessions.epoch[channel]!;
    const proved = sessions.provedNode[about]!;
    const secured = sessions.secured[channel] === 1;
    if (proved < 0 && !secured) {
      this.evidence = null;
      return;
    }
    const view = this.#view;
    view.provedNode = proved;
    view.protected = secured;
    view.openedNs = sessions.openedNs[channel]!;
    view.session = about;
    this.evidence = view;
  }

  /** The control with this number goes to work. */
  use(control: number): void {
    this.control = control;
    this.#house.controlCosts.calls[control]! += 1;
  }

  get keys(): KeyRing {
    return this.#ring ?? this.#house.rings.of(this.node);
  }

  get trust(): Trust {
    return this.#house.trusts.of(this.node);
  }

  charge(operation: Operation, bytes = 0): void {
    const ns = Math.floor(this.#table.fixedNs[operation] + this.#table.perByteNs[operation] * bytes);
    this.spentNs += ns;
    this.#house.controlCosts.ns[this.control]! += ns;
  }

  extend(bytes: number): void {
    if (this.envelope !== null) this.envelope.sizeBytes += bytes;
    this.#house.controlCosts.bytes[this.control]! += bytes;
  }

  draw(): number {
    return this.#house.nodes.control.at(this.node).u32();
  }

  alarm(about: number, reason: string): void {
    this.#house.alarm(this.node, about, this.place, this.control, reason, this.#cause);
  }
}
