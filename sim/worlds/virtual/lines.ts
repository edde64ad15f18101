import type { Hand, Line, Loot } from '../../framework/attack.ts';
import type { KeyRing } from '../../framework/control.ts';
import { factNumber, flagForged, flagHostile } from '../../framework/fact.ts';
import type { Forgery } from '../../framework/crypto.ts';
import type { Point } from '../../framework/figure.ts';
import { askerOf } from '../../framework/message.ts';
import { stakeOver, stakePeriod, triesFor, tryBytes } from '../../framework/stake.ts';
import type { Draft, Message } from '../../framework/message.ts';
import { HeldLine, linesPerAttack } from '../shared/campaign.ts';
import type { Campaign } from '../shared/campaign.ts';
import type { Channels } from './channels.ts';
import type { Corridor } from './corridor.ts';
import { disclose } from './disclosures.ts';
import { draftSlot } from './hostile-drafts.ts';
import { recordSlot } from './house.ts';
import type { House } from './house.ts';
import type { Openings } from './openings.ts';
import { certifiedRing } from '../shared/certified.ts';
import { FoundedRoots } from '../shared/founded.ts';
import { feignedRing } from '../shared/feigned.ts';
import { requestedRing } from '../shared/requested.ts';
import { Ring } from '../shared/ring.ts';
import { channelOpen } from './sessions.ts';

/** Answers that a line keeps for its owner. */
const inboxLimit = 1024;

/** Channels of attackers' own: opened with whatever keys they have, claiming to be whom they like. */
export class Lines {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;
  private readonly openings: Openings;
  private readonly roots: FoundedRoots;
  private readonly byNode = new Map<number, HeldLine>();
  private readonly byView = new WeakMap<Line, HeldLine>();
  /** Rings that came with an account of the attacker's own. */
  private readonly accounts = new WeakSet<object>();
  /** Lets a campaign go on that waited for a line. */
  private readonly goOn: (campaign: Campaign) => void;

  constructor(
    house: House,
    corridor: Corridor,
    channels: Channels,
    openings: Openings,
    goOn: (campaign: Campaign) => void,
  ) {
    this.house = house;
    this.roots = new FoundedRoots(house);
    this.corridor = corridor;
    this.channels = channels;
    this.openings = openings;
    this.goOn = goOn;
    openings.settled = (node, open) => this.settled(node, open);
  }

  claimOf(node: number): number {
    return this.byNode.get(node)?.claim ?? node;
  }

  ringOf(node: number): KeyRing {
    return this.byNode.get(node)?.ring ?? new Ring(-1, this.house.rings.secrets);
  }

  private isAccount(line: HeldLine): boolean {
    return this.accounts.has(line.ring) && line.ring.owner === line.claim;
  }

  /** Keys of an account that an attacker controls. */
  account(person: number): Ring {
    const ring = this.keysOf(person, false);
    this.accounts.add(ring);
    return ring;
  }

  /** The same, of one whose person was tricked into it: on the attacker's machine, not on the person's. */
  granted(person: number): Ring {
    return this.keysOf(person, true);
  }

  private keysOf(person: number, isCopy: boolean): Ring {
    // The person's keys on another machine: what is presented with them there does not change what the person presents.
    const own = this.house.rings.own(person);
    const ring = new Ring(person, this.house.rings.secrets, isCopy);
    ring.pair = own.pair;
    ring.credential = own.credential;
    ring.receipt = own.receipt;
    return ring;
  }

  /** Keys of the attacker's own, with a certificate for a node's name that no authority issued. */
  feigned(campaign: Campaign, node: number, forgery: Forgery): Ring {
    campaign.attempt.acts++;
    return feignedRing(this.house, { node, forgery, nowNs: this.house.kernel.now, random: campaign.place.random });
  }

  /** Keys of the attacker's own, with a certificate for a node's name under a stolen issuing key. */
  certified(campaign: Campaign, issuer: string, node: number): Ring {
    campaign.attempt.acts++;
    return certifiedRing(this.house, { issuer, node, nowNs: this.house.kernel.now, random: campaign.place.random });
  }

  /** A root of the attacker's own under the name of a node's authority. */
  founded(campaign: Campaign, under: number): ReturnType<Hand['founded']> {
    const { kernel } = this.house;
    return {
      root: this.roots.rootOf(under).credential,
      certify: (node) => {
        campaign.attempt.acts++;
        return this.roots.certify(under, node, kernel.now, campaign.place.random);
      },
    };
  }

  /** Keys of the attacker's own, and a request for a certificate in a node's name. */
  requested(campaign: Campaign, node: number): ReturnType<Hand['requested']> {
    campaign.attempt.acts++;
    return requestedRing(this.house, node);
  }

  open(campaign: Campaign, point: Point, to: number, as: number, loot: Loot | null): Line {
    const { sessions, rings } = this.house;
    const { place, attempt } = campaign;
    const node = place.firstNode + 1 + (place.lines++ % (linesPerAttack - 1));
    const earlier = this.byNode.get(node);
    if (earlier !== undefined) this.hangUp(earlier);
    const session = this.channels.session(point, node, to);
    this.channels.close(session >> 1);
    sessions.setRetryNs(session >> 1, 0);
    sessions.setFailures(session >> 1, 0);
    const ring = (loot as Ring | null) ?? new Ring(-1, rings.secrets);
    const line = new HeldLine(to, node, session, as, ring);
    this.byNode.set(node, line);
    this.byView.set(line.view, line);
    campaign.lines.push(line);
    attempt.acts++;
    this.openings.open(session, { ring, claim: as, label: attempt.label });
    return line.view;
  }

  /** The line behind what its owner holds. */
  held(view: Line): HeldLine {
    const line = this.byView.get(view);
    if (line === undefined) throw new RangeError('what an attack holds is no line: take one with hand.open()');
    return line;
  }

  prove(campaign: Campaign, line: HeldLine, comer = line.claim): ReturnType<Hand['prove']> {
    const { cast, kernel, nodes, suite } = this.house;
    const { joinBits } = cast.household;
    if (joinBits === undefined) return undefined;
    const { attempt, place } = campaign;
    attempt.acts++;
    const { fixedNs, perByteNs } = nodes.attackersPrices.get('hash')!;
    const searchNs = triesFor(joinBits, place.searches.open()) * Math.floor(fixedNs + perByteNs * tryBytes);
    place.searchingUntilNs = Math.max(kernel.now, place.searchingUntilNs) + searchNs;
    const readyNs = place.searchingUntilNs;
    line.ring.stake = { proof: suite.prove(stakeOver(comer, line.to, stakePeriod(readyNs)), joinBits), readyNs };
    return { untilNs: readyNs };
  }

  say(campaign: Campaign, line: HeldLine, draft: Draft): number {
    const { slots, nodes } = this.house;
    if (line.state !== 'open' || !this.stands(line)) return 0;
    campaign.attempt.acts++;
    // Who speaks through an account of its own, and for itself, is hostile but no forger.
    const speaksFor = askerOf(draft.kind, draft.body) ?? draft.subject;
    const flag = this.isAccount(line) && speaksFor === line.claim ? flagHostile : flagForged;
    const slot = draftSlot(this.house, campaign, { session: line.session, from: line.claim, draft, flag });
    const number = nodes.nextMessage(line.node);
    slots.envelopes[slot]!.number = number;
    slots.truth.label[slot] = campaign.attempt.label;
    this.corridor.send(line.session, slot);
    return number;
  }

  /** Whether a line's channel is still open: it ends with it, and only its owner opens another. */
  private stands(line: HeldLine): boolean {
    const channel = line.session >> 1;
    if (this.house.sessions.state(channel) === channelOpen && !this.channels.idle(channel)) return true;
    line.state = 'closed';
    return false;
  }

  caught(slot: number): void {
    const { slots, sessions } = this.house;
    const node = sessions.receiver(slots.session[slot]!);
    recordSlot(this.house, factNumber.delivered, node, sessions.sender(slots.session[slot]!), slot, 0, 0);
    const line = this.byNode.get(node);
    if (line === undefined) return;
    const { kind, point, from, via, to, number, re, subject, dataClass, body, sealed } = slots.envelopes[slot]!;
    if (line.inbox.length < inboxLimit) {
      line.inbox.push({ kind, point, from, via, to, number, re, subject, dataClass, body, sealed } as Message);
    }
    // Through an account of its own it learns as that person.
    disclose(this.house, this.isAccount(line) ? line.claim : node, slot);
    const { waiting } = line;
    line.waiting = null;
    if (waiting !== null) this.goOn(waiting);
  }

  hangUp(line: HeldLine): void {
    if (line.state === 'open') this.channels.close(line.session >> 1);
    if (line.state !== 'refused') line.state = 'closed';
  }

  private settled(node: number, open: boolean): void {
    const line = this.byNode.get(node);
    if (line === undefined || line.state !== 'opening') return;
    line.state = open ? 'open' : 'refused';
    const { waiting } = line;
    line.waiting = null;
    if (waiting !== null) this.goOn(waiting);
  }
}
