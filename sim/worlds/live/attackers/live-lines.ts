import type { Hand, Line, Loot } from '../../../framework/attack.ts';
import type { KeyRing } from '../../../framework/control.ts';
import type { Forgery } from '../../../framework/crypto.ts';
import { flagForged, flagHostile } from '../../../framework/fact.ts';
import type { Point } from '../../../framework/figure.ts';
import { askerOf, plainBytesOf } from '../../../framework/message.ts';
import type { Draft, Message } from '../../../framework/message.ts';
import { stakeOver, stakePeriod } from '../../../framework/stake.ts';
import { HeldLine, linesPerAttack } from '../../shared/campaign.ts';
import type { Campaign } from '../../shared/campaign.ts';
import { FoundedRoots } from '../../shared/founded.ts';
import { feignedRing } from '../../shared/feigned.ts';
import { requestedRing } from '../../shared/requested.ts';
import { Ring } from '../../shared/ring.ts';
import { Envelope } from '../../shared/envelope.ts';
import type { Caller } from '../caller.ts';
import type { Channels } from '../channels.ts';
import type { End } from '../ends.ts';
import type { Claimant, LiveCorridor, Received } from '../live-corridor.ts';
import type { LiveHouse } from '../live-house.ts';
import { tellDisclosure, tellMessage } from '../message-fact.ts';

/** Answers that a line keeps for its owner. */
const inboxLimit = 1024;

/** The rooms of the attackers' process that lines lead through. */
export interface LineRooms {
  readonly house: LiveHouse;
  readonly corridor: LiveCorridor;
  readonly channels: Channels;
  readonly caller: Caller;
}

/** Channels of attackers' own, over real sockets: opened with whatever keys they have, claiming to be whom they like. */
export class LiveLines implements Claimant {
  private readonly rooms: LineRooms;
  private readonly accountOf: (person: number, isCopy: boolean) => Ring | undefined;
  /** Rings that came with an account of the attackers' own. */
  private readonly accounts = new WeakSet<object>();
  private readonly roots: FoundedRoots;
  private readonly byNode = new Map<number, HeldLine>();
  private readonly byView = new WeakMap<Line, HeldLine>();
  /** Lets a campaign go on that waited for a line. */
  private readonly goOn: (campaign: Campaign) => void;

  /** `accountOf` gives a fresh ring with the keys of a person whose account the attackers have, on that account's machine or a copy. */
  constructor(rooms: LineRooms, accountOf: LiveLines['accountOf'], goOn: (campaign: Campaign) => void) {
    this.rooms = rooms;
    this.roots = new FoundedRoots(rooms.house);
    this.accountOf = accountOf;
    this.goOn = goOn;
    rooms.channels.settled = (end, open) => this.settled(end, open);
  }

  claimOf(node: number): number {
    return this.byNode.get(node)?.claim ?? node;
  }

  ringOf(node: number): KeyRing {
    return this.byNode.get(node)?.ring ?? new Ring(-1, this.rooms.house.rings.secrets);
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
    const ring = this.accountOf(person, isCopy);
    if (ring === undefined) throw new RangeError(`the attackers have no account of person ${person}`);
    return ring;
  }

  /** Keys of the attacker's own, with a certificate for a node's name that no authority issued. */
  feigned(campaign: Campaign, node: number, forgery: Forgery): Ring {
    const { house } = this.rooms;
    campaign.attempt.acts++;
    return feignedRing(house, { node, forgery, nowNs: house.kernel.now, random: campaign.place.random });
  }

  /** The process of attackers holds no issuing key. */
  certified(): Ring {
    throw new RangeError('a stolen issuing key: only in the virtual world so far');
  }

  /** A root of the attacker's own under the name of a node's authority. */
  founded(campaign: Campaign, under: number): ReturnType<Hand['founded']> {
    const { kernel } = this.rooms.house;
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
    return requestedRing(this.rooms.house, node);
  }

  open(campaign: Campaign, point: Point, to: number, as: number, loot: Loot | null): Line {
    const { house, channels, caller } = this.rooms;
    const { place, attempt } = campaign;
    const node = place.firstNode + 1 + (place.lines++ % (linesPerAttack - 1));
    const earlier = this.byNode.get(node);
    if (earlier !== undefined) this.hangUp(earlier);
    const end = house.ends.obtain(point, node, to);
    caller.abandon(end);
    channels.close(end);
    Object.assign(end, { state: 'closed', retryNs: 0, failures: 0, resumable: null });
    const ring = (loot as Ring | null) ?? new Ring(-1, house.rings.secrets);
    const line = new HeldLine(to, node, end.out, as, ring);
    this.byNode.set(node, line);
    this.byView.set(line.view, line);
    campaign.lines.push(line);
    attempt.acts++;
    caller.open(end, { ring, claim: as, label: attempt.label });
    return line.view;
  }

  /** The line behind what its owner holds. */
  held(view: Line): HeldLine {
    const line = this.byView.get(view);
    if (line === undefined) throw new RangeError('what an attack holds is no line: take one with hand.open()');
    return line;
  }

  /** Searches for as long as it takes: nothing else is done meanwhile in the attackers' process. */
  prove(campaign: Campaign, line: HeldLine, comer = line.claim): ReturnType<Hand['prove']> {
    const { cast, kernel, suite } = this.rooms.house;
    const { joinBits } = cast.household;
    if (joinBits === undefined) return undefined;
    campaign.attempt.acts++;
    const proof = suite.prove(stakeOver(comer, line.to, stakePeriod(kernel.now)), joinBits);
    line.ring.stake = { proof, readyNs: kernel.now };
    return { untilNs: kernel.now };
  }

  say(campaign: Campaign, line: HeldLine, draft: Draft): number {
    const { house, corridor } = this.rooms;
    const end = this.endOf(line);
    if (line.state !== 'open') return 0;
    if (end.state !== 'open') {
      // It ends with its channel, and only its owner opens another.
      line.state = 'closed';
      return 0;
    }
    campaign.attempt.acts++;
    // Who speaks through an account of its own, and for itself, is hostile but no forger.
    const speaksFor = askerOf(draft.kind, draft.body) ?? draft.subject;
    const flag = this.isAccount(line) && speaksFor === line.claim ? flagHostile : flagForged;
    const { kind, subject, dataClass, body } = draft;
    const envelope = new Envelope(house.standing.marks);
    const number = house.nodes.nextMessage(line.node);
    const sizeBytes = plainBytesOf(kind, body);
    const { point } = end;
    Object.assign(envelope, {
      kind,
      subject,
      dataClass,
      body,
      point,
      from: line.claim,
      to: line.to,
      number,
      sizeBytes,
    });
    const message = house.nextMessage();
    house.truth.tell('invent', message, campaign.place.firstNode, campaign.attempt.label, flag);
    corridor.send(end, { envelope, message });
    return number;
  }

  caught({ envelope, end, message }: Received): void {
    const { truth } = this.rooms.house;
    tellMessage(truth, 'delivered', envelope, { message, node: end.node, peer: end.peer });
    const line = this.byNode.get(end.node);
    if (line === undefined) return;
    const { kind, point, from, via, to, number, re, subject, dataClass, body, sealed } = envelope;
    if (line.inbox.length < inboxLimit) {
      line.inbox.push({ kind, point, from, via, to, number, re, subject, dataClass, body, sealed } as Message);
    }
    // Through an account of its own it learns as that person.
    tellDisclosure(truth, envelope, { message, node: this.isAccount(line) ? line.claim : end.node }, 'always');
    this.wake(line);
  }

  hangUp(line: HeldLine): void {
    if (line.state === 'open') this.rooms.channels.close(this.endOf(line));
    if (line.state !== 'refused') line.state = 'closed';
  }

  private isAccount(line: HeldLine): boolean {
    return this.accounts.has(line.ring) && line.ring.owner === line.claim;
  }

  private endOf(line: HeldLine): End {
    return this.rooms.house.ends.at(line.session >> 1);
  }

  private settled({ node }: End, open: boolean): void {
    const line = this.byNode.get(node);
    if (line === undefined || line.state !== 'opening') return;
    line.state = open ? 'open' : 'refused';
    this.wake(line);
  }

  private wake(line: HeldLine): void {
    const { waiting } = line;
    line.waiting = null;
    if (waiting !== null) this.goOn(waiting);
  }
}
