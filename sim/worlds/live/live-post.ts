import type { Evidence, KeyRing, OperatorAct, Trust } from '../../framework/control.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Content, Credential, Proof, StatusList, Suite } from '../../framework/crypto.ts';
import { factNumber } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { Place } from '../../framework/figure.ts';
import { PostView } from '../shared/post-view.ts';
import { ReasonNumbers } from '../shared/reason-numbers.ts';
import type { Standpoint } from '../shared/post-view.ts';
import type { Envelope } from '../shared/envelope.ts';
import type { End } from './ends.ts';
import type { LiveHouse } from './live-house.ts';

/** What the opening of a channel has proved of its other end. */
class EndEvidence implements Evidence {
  readonly provedNode: number;
  readonly name: string | null;
  readonly credential: Credential | null;
  readonly protected: boolean;
  readonly openedNs: number;

  constructor(end: End, nameOf: (node: number) => string) {
    this.provedNode = end.proved.node;
    this.name = end.proved.node < 0 ? null : nameOf(end.proved.node);
    this.credential = end.proved.credential;
    this.protected = end.secured;
    this.openedNs = end.openedNs;
  }
}

/** Where a stand is taken up, and what is judged there. */
export interface Stand {
  readonly place: Place;
  readonly node: number;
  readonly peer: number;
  readonly session: number;
  readonly end: End | null;
  /** Message and link under judgement, for alarms: the judge knows what they descend from. */
  readonly message?: number;
  readonly link?: number;
  /** Keys in use: an attacker's own line brings its own. */
  readonly ring?: KeyRing | null;
  readonly suite?: Suite;
}

/** Calls of a control that are all timed; after that one in `sampled` is, in its place for as many (assumption). */
const allTimed = 256;
const sampled = 16;

/**
 * One end of a channel, or an inner point, where controls judge: what each costs is measured by the real clock. Which calls of a
 * busy control are timed is drawn, so that no kind of message is timed more often than another.
 */
export class LivePost implements Standpoint {
  readonly view: PostView;
  /** Number of the control at work, 0 for none. */
  control = 0;
  /** What is being protected, for `extend`. */
  envelope: Envelope | null = null;
  private stood: Stand = { place: 'use', node: -1, peer: -1, session: -1, end: null };
  private sinceMillis = 0;
  /** How many calls the one that is being timed stands for. */
  private weight = 1;
  private drawn = 1;
  private readonly house: LiveHouse;
  private readonly evidence = new WeakMap<End, { readonly epoch: number; readonly evidence: Evidence }>();
  private readonly reasons = new ReasonNumbers();

  constructor(house: LiveHouse) {
    this.house = house;
    this.view = new PostView(this, house.suite);
  }

  stand(stand: Stand): void {
    const { house, view } = this;
    const { nodes, kernel } = house;
    this.stood = stand;
    this.control = 0;
    const placement = nodes.isHonest(stand.node) ? nodes.placement(stand.node) : -1;
    view.place = stand.place;
    view.node = stand.node;
    view.role = house.roles[placement] ?? 'person';
    view.peer = stand.peer;
    view.session = stand.session;
    view.now = placement < 0 ? kernel.now : house.clocks.ownNs(stand.node, kernel.now);
    view.suite = stand.suite ?? house.suite;
    view.epoch = stand.session < 0 ? 0 : (stand.end?.epoch ?? 0);
    view.evidence = stand.end === null ? null : this.evidenceOf(stand.end);
  }

  /** The control with this number goes to work; the time of the one before it ends. */
  use(control: number): void {
    this.rest();
    this.control = control;
    if (this.isHostile) return;
    const { calls } = this.house.controlCosts;
    const count = (calls[control]! += 1);
    this.weight = count <= allTimed ? 1 : sampled;
    if (this.weight === 1 || this.isDrawn()) this.sinceMillis = performance.now();
  }

  /** The time of the control at work ends. */
  rest(): void {
    if (this.sinceMillis === 0) return;
    this.house.controlCosts.ns[this.control]! += (performance.now() - this.sinceMillis) * 1e6 * this.weight;
    this.sinceMillis = 0;
  }

  get keys(): KeyRing {
    return this.stood.ring ?? this.house.rings.of(this.stood.node);
  }

  get trust(): Trust {
    return this.house.trusts.of(this.stood.node);
  }

  /** Work is measured here, not charged. */
  charge(): void {}

  extend(bytes: number): void {
    if (this.envelope !== null) this.envelope.sizeBytes += bytes;
    if (!this.isHostile) this.house.controlCosts.bytes[this.control]! += bytes;
  }

  prove(content: Content, bits: number): Proof | null {
    if (this.isHostile) return this.stood.ring!.stake?.proof ?? null;
    return this.view.suite.prove(content, bits);
  }

  learn(list: StatusList): void {
    // What an attacker is shown teaches nothing to the node it claims to be.
    if (!this.isHostile) this.house.trusts.learn(this.stood.node, list);
  }

  hear(issuer: string, head: TreeHead): void {
    if (!this.isHostile) this.house.trusts.hear(this.stood.node, issuer, head, 0);
  }

  draw(): number {
    const { nodes } = this.house;
    return nodes.control.at(this.isHostile ? nodes.honest : this.stood.node).u32();
  }

  alarm(about: number, reason: string): void {
    const { place, node, link = 0, message = 0 } = this.stood;
    const kind = factNumber.alarmed;
    this.house.truth.tell(
      'event',
      kind,
      placeNumber[place],
      node,
      about,
      about,
      this.control,
      this.reasons.of(reason),
      0,
      link,
      message,
    );
    const { nodes, profiles, standing } = this.house;
    if (this.isHostile || !nodes.isHonest(node)) return;
    for (const warned of standing.warned(place, profiles[nodes.placement(node)]!)) warned(about, reason, this.view);
  }

  order(what: OperatorAct, node: number, afterNs: number): void {
    // An attacker's own line has no operator.
    if (!this.isHostile) this.house.order(what, node, afterNs);
  }

  release(subject: number, epsilon: number): void {
    const { place, node, link = 0, message = 0 } = this.stood;
    if (this.isHostile) return;
    const [kind, thousandths] = [factNumber.released, Math.round(epsilon * 1000)];
    this.house.truth.tell(
      'event',
      kind,
      placeNumber[place],
      node,
      -1,
      subject,
      this.control,
      thousandths,
      0,
      link,
      message,
    );
  }

  /** One call in `sampled`, by a linear congruential generator (Numerical Recipes): nothing in the run depends on it. */
  private isDrawn(): boolean {
    this.drawn = (Math.imul(this.drawn, 1_664_525) + 1_013_904_223) >>> 0;
    return this.drawn < 2 ** 32 / sampled;
  }

  /** What attackers spend on their own lines is no cost of the defence. */
  private get isHostile(): boolean {
    return this.stood.ring !== undefined && this.stood.ring !== null;
  }

  private evidenceOf(end: End): Evidence | null {
    if (end.proved.node < 0 && !end.secured) return null;
    const known = this.evidence.get(end);
    if (known !== undefined && known.epoch === end.epoch) return known.evidence;
    const evidence = new EndEvidence(end, (node) => this.house.cast.household.nameOf(node));
    this.evidence.set(end, { epoch: end.epoch, evidence });
    return evidence;
  }
}
