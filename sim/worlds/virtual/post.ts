import type { Work } from '../../framework/costs.ts';
import { chargeable } from '../shared/control-costs.ts';
import { PostView } from '../shared/post-view.ts';
import type { Standpoint } from '../shared/post-view.ts';
import type { Evidence, KeyRing, OperatorAct, Trust } from '../../framework/control.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Content, Credential, Proof, StatusList } from '../../framework/crypto.ts';
import { triesFor, tryBytes } from '../../framework/stake.ts';
import { factNumber } from '../../framework/fact.ts';
import { placeNumber, points } from '../../framework/figure.ts';
import type { InnerPoint, Place } from '../../framework/figure.ts';
import type { Envelope } from '../shared/envelope.ts';
import type { House } from './house.ts';
import type { PriceList } from '../shared/prices.ts';

/** Evidence about the other end, read from the session's columns when asked. */
class EvidenceView implements Evidence {
  provedNode = -1;
  protected = false;
  openedNs = 0;
  readonly #post: StandingPost;

  constructor(post: StandingPost) {
    this.#post = post;
  }

  get name(): string | null {
    return this.#post.provedName;
  }

  get credential(): Credential | null {
    return this.#post.provedCredential;
  }
}

/** One end of a session, where controls judge: a single object that the world moves from end to end. */
export class StandingPost implements Standpoint {
  /** What controls get. */
  readonly view: PostView;
  node = -1;
  peer = -1;
  /** ns of work done here since the stand was taken up. */
  spentNs = 0;
  /** Number of the control at work, 0 for none. */
  control = 0;
  /** What is being protected, for `extend`. */
  envelope: Envelope | null = null;
  /** Bytes that were added where there is no envelope: to what is shown while a channel opens. */
  addedBytes = 0;
  private place: Place = 'RP-T';
  /** Session in which the other end sends. */
  private about = -1;
  /** Attack step that the judged message or handshake descends from: alarms inherit it. Truth: never given to controls. */
  private cause = 0;
  /** Keys in use here: an attacker's own line brings its own. */
  private ring: KeyRing | null = null;
  private readonly house: House;
  private readonly evidence: EvidenceView;
  private prices: PriceList;

  constructor(house: House) {
    this.house = house;
    this.view = new PostView(this, house.suite);
    this.evidence = new EvidenceView(this);
    this.prices = house.nodes.prices[0]!;
  }

  /**
   * Takes up a stand where a session is spoken into, by `node`, or who claims to be it with keys of its own. `cause` is the attack
   * step behind what is done here, 0 for none; so below.
   */
  atSender(session: number, node: number, cause: number, ring: KeyRing | null): void {
    this.begin(node, this.house.sessions.receiver(session), cause, ring);
    this.within(session, session ^ 1);
  }

  /** Takes up a stand where a session is listened to. */
  atReceiver(session: number, cause: number): void {
    const { sessions } = this.house;
    this.begin(sessions.receiver(session), sessions.sender(session), cause, null);
    this.within(session, session);
  }

  /** Takes up a stand at the door where a session would end, towards the address that somebody knocks from. */
  atDoor(session: number, source: number, cause: number): void {
    this.begin(this.house.sessions.receiver(session), source, cause, null);
    this.within(session ^ 1, session);
  }

  /** Takes up a stand inside a node; `peer` is whom the datum in hand came from, `session` the one that it came over, -1 for none. */
  inside(place: InnerPoint, node: number, cause: number, peer = -1, session = -1): void {
    this.begin(node, peer, cause, null);
    const { view } = this;
    this.place = place;
    this.about = session;
    view.place = place;
    view.session = -1;
    view.epoch = 0;
    view.evidence = session < 0 ? null : this.evidenceIn(session);
  }

  private begin(node: number, peer: number, cause: number, ring: KeyRing | null): void {
    const { house, view } = this;
    this.node = node;
    this.peer = peer;
    this.cause = cause;
    this.ring = ring;
    this.spentNs = 0;
    this.control = 0;
    const placement = house.nodes.placement(node);
    this.prices = house.nodes.prices[placement] ?? house.nodes.prices[0]!;
    view.node = node;
    view.peer = peer;
    view.role = house.roles[placement] ?? 'person';
    view.now = house.kernel.now + (house.skews[placement] ?? 0);
  }

  /** Places the stand in a session; `about` is the session in which the other end speaks, for its evidence. */
  private within(session: number, about: number): void {
    const { view } = this;
    const { sessions } = this.house;
    const channel = session >> 1;
    const place = points[sessions.point(channel)]!;
    this.place = place;
    this.about = about;
    view.place = place;
    view.session = session;
    view.epoch = sessions.epoch(channel);
    view.evidence = this.evidenceIn(about);
  }

  /** What the channel has proved of who speaks in a session. */
  private evidenceIn(session: number): Evidence | null {
    const { sessions } = this.house;
    const channel = session >> 1;
    const proved = sessions.provedNode(session);
    const secured = sessions.secured(channel);
    if (proved < 0 && !secured) return null;
    const { evidence } = this;
    evidence.provedNode = proved;
    evidence.protected = secured;
    evidence.openedNs = sessions.openedNs(channel);
    return evidence;
  }

  /** The control with this number goes to work. */
  use(control: number): void {
    this.control = control;
    this.house.trusts.beginAsking();
    if (this.ring === null) this.house.controlCosts.calls[control]! += 1;
  }

  get keys(): KeyRing {
    return this.ring ?? this.house.rings.of(this.node);
  }

  get trust(): Trust {
    return this.house.trusts.of(this.node);
  }

  get provedName(): string | null {
    const proved = this.house.sessions.provedNode(this.about) ?? -1;
    return proved < 0 ? null : this.house.cast.household.nameOf(proved);
  }

  get provedCredential(): Credential | null {
    return this.house.sessions.credentials.get(this.about) ?? null;
  }

  charge(work: Work, bytes = 0, times = 1): void {
    const { number, fixedNs, perByteNs } = this.prices.get(work)!;
    const ns = Math.floor(fixedNs + perByteNs * bytes) * times;
    this.spentNs += ns;
    // What attackers spend on their own lines is no cost of the defence.
    if (this.ring !== null) return;
    const { controlCosts } = this.house;
    controlCosts.ns[this.control]! += ns;
    controlCosts.charged[this.control * chargeable.length + number]! += ns;
  }

  extend(bytes: number): void {
    if (this.envelope !== null) this.envelope.sizeBytes += bytes;
    else this.addedBytes += bytes;
    if (this.ring === null) this.house.controlCosts.bytes[this.control]! += bytes;
  }

  prove(content: Content, bits: number): Proof | null {
    const { house, ring } = this;
    // What an attacker has not searched for, on its own time, it does not have.
    if (ring !== null) {
      const { stake = null } = ring;
      return stake !== null && stake.readyNs <= house.kernel.now ? stake.proof : null;
    }
    this.charge('hash', tryBytes, triesFor(bits, house.nodes.control.at(this.node).open()));
    return house.suite.prove(content, bits);
  }

  learn(list: StatusList): void {
    // What an attacker is shown teaches nothing to the node it claims to be.
    if (this.ring === null) this.house.trusts.learn(this.node, list);
  }

  hear(issuer: string, head: TreeHead): void {
    if (this.ring === null) this.house.trusts.hear(this.node, issuer, head, this.cause);
  }

  draw(): number {
    // An attacker's line draws from its own stream, not from that of the node it claims to be.
    const drawer = this.ring === null ? this.node : this.house.sessions.receiver(this.about);
    return this.house.nodes.control.at(drawer).u32();
  }

  order(what: OperatorAct, node: number, afterNs: number): void {
    if (this.ring === null) this.house.order(what, node, afterNs);
  }

  alarm(about: number, reason: string, score: number): void {
    const { house, control, node, place } = this;
    // It descends from what was judged, or from what that was compared with; a sensor (0) has compared nothing.
    const cause = this.cause !== 0 || control === 0 ? this.cause : house.trusts.causeAsked;
    house.alarm(about, { node, place, control, reason, cause, score });
    // An attacker's own line has no defender; nor has a node that comes from outside.
    const profile = house.profiles[house.nodes.placement(this.node)];
    if (profile === undefined || this.ring !== null) return;
    for (const warned of house.standing.warned(this.place, profile)) warned(about, reason, this.view);
  }

  release(subject: number, epsilon: number): void {
    if (this.ring !== null) return;
    const { kernel, recorder } = this.house;
    const row = recorder.add(kernel.now, factNumber.released, placeNumber[this.place], this.node, -1);
    recorder.page.subject[row] = subject;
    recorder.page.detail[row] = this.control;
    recorder.page.outcome[row] = Math.round(epsilon * 1000);
    recorder.page.label[row] = this.cause;
  }
}
