import type { Distribution } from './distributions/distribution.ts';
import type { Stream } from './stream.ts';

/**
 * How a link loses: never; each message alone with chance p; or in bursts (E. N. Gilbert 1960, E. O. Elliott 1963): a good and a
 * bad state that change between messages with the given chances, and a chance of loss in each.
 */
export type LossShape =
  | { readonly kind: 'none' }
  | { readonly kind: 'bernoulli'; readonly p: number }
  | {
      readonly kind: 'gilbert-elliott';
      readonly goodToBad: number;
      readonly badToGood: number;
      readonly lossGood: number;
      readonly lossBad: number;
    };

/** What a link is. */
export interface LinkShape {
  /** Time from the last bit sent to the message's arrival, in ns; negative draws count as 0. */
  readonly latency: Distribution;
  /** Added to the latency, in ns; may be negative. */
  readonly jitter?: Distribution;
  readonly loss: LossShape;
  /** Infinity for a link that never is the bottleneck. */
  readonly bandwidthBitsPerSecond: number;
  /** A message that finds more bytes than this unsent is dropped. Default Infinity. */
  readonly bufferBytes?: number;
  /** `fifo` keeps order, as a session does; with `free` messages overtake each other, as datagrams do. */
  readonly order: 'fifo' | 'free';
}

/** What `transit` returns for a message that does not arrive. */
export const LOST = -1;

/** A shape as the hot path reads it: one form whatever the kind of loss. */
interface Behaviour {
  readonly latency: Distribution;
  readonly jitter: Distribution | null;
  readonly bandwidth: number;
  readonly backlogNs: number;
  readonly keepsOrder: boolean;
  readonly bursts: boolean;
  readonly loses: boolean;
  readonly goodToBad: number;
  readonly badToGood: number;
  readonly lossGood: number;
  readonly lossBad: number;
}

const BIT_NS_PER_BYTE = 8e9; // bits a byte times ns a second

// A record is 24 bytes: two doubles, then two ints.
const DOUBLES = 3;
const LINE_FREE_AT = 0;
const LAST_ARRIVAL = 1;
const INTS = DOUBLES * 2;
const BEHAVIOUR = 4;
const BAD = 5;

/**
 * Many links: 24 bytes each, any number of them with one shape. A link knows no clock: `transit` answers, at the moment of
 * sending, when the message will arrive.
 *
 *   send ─▶ [ line: size / bandwidth, one message after the other ] ─▶ loss? ─▶ latency + jitter ─▶ arrival
 */
export class Links {
  private readonly behaviours: Behaviour[] = [];
  private doubles = new Float64Array(0);
  private ints = new Int32Array(0);
  private links = 0;

  /** How many links there are. */
  get count(): number {
    return this.links;
  }

  /** Adds a link and returns its number. RangeError for a shape that cannot be. */
  add(shape: LinkShape): number {
    return this.addMany(1, shape);
  }

  /** Adds `count` links of one shape and returns the number of the first; the others follow it. */
  addMany(count: number, shape: LinkShape): number {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`link: count ${count}: a whole number from 0`);
    const behaviour = this.behaviours.push(behaviourOf(shape)) - 1;
    const first = this.links;
    this.links = first + count;
    this.reserve();
    for (let link = first; link < this.links; link++) this.ints[link * INTS + BEHAVIOUR] = behaviour;
    return first;
  }

  /** Gives a link another shape from now on (an outage is a loss with p = 1); line, order and burst go on from where they are. */
  reshape(link: number, shape: LinkShape): void {
    this.ints[this.check(link) * INTS + BEHAVIOUR] = this.behaviours.push(behaviourOf(shape)) - 1;
  }

  /**
   * Sends `sizeBytes` at `nowNs` (never before the link's last) and returns the arrival in whole ns, or LOST. A message that is lost on
   * the way has used the line; one that found the buffer full has not. A shape draws equally often from the stream for every message
   * that enters the line, lost or not, so that arms of a study which differ in losses alone stay in step.
   */
  transit(link: number, nowNs: number, sizeBytes: number, stream: Stream): number {
    this.check(link);
    const doubles = this.doubles;
    const at = link * DOUBLES;
    const behaviour = this.behaviours[this.ints[link * INTS + BEHAVIOUR]!]!;
    let sentNs = nowNs;
    if (behaviour.bandwidth < Infinity) {
      const startNs = Math.max(nowNs, doubles[at + LINE_FREE_AT]!);
      if (startNs - nowNs > behaviour.backlogNs) return LOST;
      sentNs = startNs + Math.ceil((sizeBytes * BIT_NS_PER_BYTE) / behaviour.bandwidth);
      doubles[at + LINE_FREE_AT] = sentNs;
    }
    const lost = behaviour.loses && this.loses(link, behaviour, stream);
    let delayNs = behaviour.latency.sample(stream);
    if (behaviour.jitter !== null) delayNs += behaviour.jitter.sample(stream);
    if (lost) return LOST;
    let arrivalNs = sentNs + (delayNs > 0 ? Math.round(delayNs) : 0);
    if (behaviour.keepsOrder) {
      if (arrivalNs < doubles[at + LAST_ARRIVAL]!) arrivalNs = doubles[at + LAST_ARRIVAL]!;
      doubles[at + LAST_ARRIVAL] = arrivalNs;
    }
    return arrivalNs;
  }

  private loses(link: number, behaviour: Behaviour, stream: Stream): boolean {
    if (!behaviour.bursts) return stream.uniform() < behaviour.lossGood;
    const bad = this.ints[link * INTS + BAD]! !== 0;
    const lost = stream.uniform() < (bad ? behaviour.lossBad : behaviour.lossGood);
    const changes = stream.uniform() < (bad ? behaviour.badToGood : behaviour.goodToBad);
    if (changes) this.ints[link * INTS + BAD] = bad ? 0 : 1;
    return lost;
  }

  private check(link: number): number {
    if (link >= 0 && link < this.links) return link;
    throw new RangeError(`link ${link}: there are ${this.links}`);
  }

  private reserve(): void {
    const needed = this.links * DOUBLES;
    if (needed <= this.doubles.length) return;
    const larger = new Float64Array(Math.max(needed, this.doubles.length * 2));
    larger.set(this.doubles);
    this.doubles = larger;
    this.ints = new Int32Array(larger.buffer);
  }
}

const chance = (name: string, value: number): number => {
  if (value >= 0 && value <= 1) return value;
  throw new RangeError(`link: ${name} ${value}: a chance from 0 to 1`);
};

const behaviourOf = (shape: LinkShape): Behaviour => {
  const { loss, bandwidthBitsPerSecond: bandwidth, bufferBytes = Infinity } = shape;
  if (!(bandwidth > 0)) throw new RangeError(`link: bandwidthBitsPerSecond ${bandwidth}: above 0, or Infinity`);
  if (!(bufferBytes >= 0)) throw new RangeError(`link: bufferBytes ${bufferBytes}: from 0, or Infinity`);
  const bursts = loss.kind === 'gilbert-elliott';
  return {
    latency: shape.latency,
    jitter: shape.jitter ?? null,
    bandwidth,
    backlogNs: bandwidth < Infinity ? (bufferBytes * BIT_NS_PER_BYTE) / bandwidth : Infinity,
    keepsOrder: shape.order === 'fifo',
    bursts,
    loses: loss.kind !== 'none',
    goodToBad: bursts ? chance('goodToBad', loss.goodToBad) : 0,
    badToGood: bursts ? chance('badToGood', loss.badToGood) : 0,
    lossGood: bursts ? chance('lossGood', loss.lossGood) : loss.kind === 'bernoulli' ? chance('p', loss.p) : 0,
    lossBad: bursts ? chance('lossBad', loss.lossBad) : 0,
  };
};
