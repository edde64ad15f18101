import { placeNumber } from '../../framework/figure.ts';
import type { Credential } from '../../framework/crypto.ts';
import type { Point, Role } from '../../framework/figure.ts';
import type { Nodes } from '../shared/nodes.ts';
import type { Envelope } from '../shared/envelope.ts';
import type { Chain, Standing } from '../shared/standing.ts';
import type { Wirings } from '../shared/wirings.ts';
import { carriageOf } from './carriage.ts';
import type { Carriage } from './carriage.ts';
import type { Link } from './link.ts';

/** A message on its way out: what it says, and the number under which the judge knows it. */
export interface Outgoing {
  readonly envelope: Envelope;
  readonly message: number;
}

/** What the other end of a channel proved when it opened. */
export interface Proved {
  readonly node: number;
  readonly credential: Credential | null;
}

/** Nothing was proved. */
export const nothingProved: Proved = { node: -1, credential: null };

type Fixed = Pick<End, 'number' | 'point' | 'node' | 'peer' | 'chain' | 'provisioned' | 'carriage'>;

/** One end of a channel, as the process of its node holds it. */
export class End {
  readonly number: number;
  readonly point: Point;
  readonly place: number;
  readonly node: number;
  /** The address at the other end; who it really is, only evidence can say. */
  readonly peer: number;
  readonly chain: Chain;
  readonly provisioned: boolean;
  readonly carriage: Carriage;
  state: 'closed' | 'opening' | 'open' = 'closed';
  /** Grows with every channel that closes: what controls remember of an earlier one is void. */
  epoch = 0;
  link: Link | null = null;
  proved: Proved = nothingProved;
  /** Its records are protected by TLS. */
  secured = false;
  openedNs = 0;
  /** Before this moment a channel that failed to open is not tried again, ns; and how often in a row it failed. */
  retryNs = 0;
  failures = 0;
  parked: Outgoing[] = [];
  /** A TLS session that can be resumed without new proofs, and what was proved in it. */
  resumable: { readonly session: Buffer; readonly proved: Proved; readonly untilNs: number } | null = null;

  constructor({ number, point, node, peer, chain, provisioned, carriage }: Fixed) {
    this.number = number;
    this.point = point;
    this.place = placeNumber[point];
    this.node = node;
    this.peer = peer;
    this.chain = chain;
    this.provisioned = provisioned;
    this.carriage = carriage;
  }

  /** Numbers of its two directions, for columns of controls. */
  get out(): number {
    return this.number * 2;
  }

  get in(): number {
    return this.number * 2 + 1;
  }

  /** Whether TLS 1.3 is the transport of this channel: where transport security stands, and nowhere else. */
  get overTls(): boolean {
    return this.chain.ids.includes('C32');
  }
}

/** The ends of channels of a process's own nodes, found by point, node and peer. */
export class Ends {
  private readonly all: End[] = [];
  /** By point, node and peer: by number, since every message is looked up here. */
  private readonly byPlace = new Map<number, Map<number, End>>();
  private readonly nodes: Nodes;
  private readonly wirings: Wirings;
  private readonly standing: Standing;

  constructor(nodes: Nodes, wirings: Wirings, standing: Standing) {
    this.nodes = nodes;
    this.wirings = wirings;
    this.standing = standing;
  }

  /** The end of `node` towards `peer`, made when first asked for. RangeError where the cast has no wire for it. */
  obtain(point: Point, node: number, peer: number): End {
    const known = this.found(point, node, peer);
    if (known !== undefined) return known;
    const end = this.made(this.all.length, point, node, peer);
    this.all.push(end);
    const place = this.placeOf(point, node);
    this.byPlace.set(place, (this.byPlace.get(place) ?? new Map<number, End>()).set(peer, end));
    return end;
  }

  /** An end for one look at a stranger's first packet: it is not kept. */
  passing(point: Point, node: number, peer: number): End {
    return this.found(point, node, peer) ?? this.made(-1, point, node, peer);
  }

  at(number: number): End {
    return this.all[number]!;
  }

  of(node: number): readonly End[] {
    return this.all.filter((end) => end.node === node);
  }

  get every(): readonly End[] {
    return this.all;
  }

  private found(point: Point, node: number, peer: number): End | undefined {
    return this.byPlace.get(this.placeOf(point, node))?.get(peer);
  }

  private placeOf(point: Point, node: number): number {
    return placeNumber[point] * this.nodes.count + node;
  }

  private made(number: number, point: Point, node: number, peer: number): End {
    // An outsider meets what stands at the node's own wires; who is no node at all is an outsider too.
    const known = peer >= 0 && peer < this.nodes.count ? peer : this.nodes.honest;
    const { chain, provisioned } = this.wirings.between(point, node, known);
    const carriage = carriageOf(point, this.roleOf(node), this.roleOf(peer));
    return new End({ number, point, node, peer, chain: this.standing.chain(chain), provisioned, carriage });
  }

  /** The role of a node of the cast; null for anybody else. */
  private roleOf(node: number): Role | null {
    const isOfCast = node >= 0 && node < this.nodes.count && this.nodes.isHonest(node);
    return isOfCast ? (this.nodes.placed(node).component.role as Role) : null;
  }
}
