import { connect } from 'node:net';
import type { Content } from '../../framework/crypto.ts';
import { flagAltered, flagForged, flagWrong } from '../../framework/fact.ts';
import type { Draft } from '../../framework/message.ts';
import { isOtherResult } from '../shared/other-result.ts';
import type { Envelope } from '../shared/envelope.ts';
import { ImplantWire } from './implant-wire.ts';
import type { LiveHouse } from './live-house.ts';

/** A message that is about to leave a node. */
export interface LeavingMessage {
  readonly envelope: Envelope;
  readonly message: number;
  /** Whether the node only passes it on. */
  readonly passes: boolean;
  readonly send: () => void;
}

interface Implant {
  readonly wire: ImplantWire;
  isIn: boolean;
  /** How many of the master's next words are about what left without them. */
  late: number;
  /** What waits for the master's word, in order. */
  readonly waiting: LeavingMessage[];
}

/**
 * Code of attackers inside nodes of this process. Each has a master elsewhere: while it has taken its node over, nothing
 * leaves that node before the master has seen it, and the machine's hardware measures other code. Where the master is gone,
 * the node's own code goes on alone.
 */
export class Implants {
  private readonly house: LiveHouse;
  private readonly byNode = new Map<number, Implant>();

  constructor(house: LiveHouse) {
    this.house = house;
  }

  /** Puts code into a node; its master listens on a port of the loopback. */
  plant(node: number, port: number): void {
    const { suite, pace } = this.house;
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const wire = new ImplantWire(socket, suite, (word) => pace.enter(() => this.told(node, word)));
    this.byNode.set(node, { wire, isIn: false, late: 0, waiting: [] });
    socket.once('connect', () => wire.say('here', node));
    socket.once('close', () => pace.enter(() => this.alone(node)));
  }

  /** A message leaves a node: at once, or when the code inside has seen it. */
  leave(node: number, leaving: LeavingMessage): void {
    const implant = this.byNode.get(node);
    if (implant === undefined || (!implant.isIn && implant.waiting.length === 0)) {
      leaving.send();
      return;
    }
    const { kind, subject, dataClass, body } = leaving.envelope;
    implant.waiting.push(leaving);
    implant.wire.say('leaving', kind, subject, dataClass, body as Content);
  }

  /** Its operator lays a node's own code down: what the master says of messages so far counts no more; it may break in again. */
  clean(node: number): void {
    const implant = this.byNode.get(node);
    if (implant === undefined || !implant.isIn) return;
    implant.isIn = false;
    implant.late += implant.waiting.length;
    this.house.rings.changeCode(node, null);
    for (const { send } of implant.waiting.splice(0)) send();
  }

  /** The run is over. */
  close(): void {
    for (const { wire } of this.byNode.values()) wire.close();
  }

  private told(node: number, word: readonly unknown[]): void {
    const { rings } = this.house;
    const implant = this.byNode.get(node);
    if (implant === undefined) return;
    const [what, label, kind, subject, dataClass, body] = word;
    if (what === 'in' || what === 'out') {
      implant.isIn = what === 'in';
      // To make a node say something else, other code must run on it: its hardware measures that.
      rings.changeCode(node, implant.isIn ? `${rings.measurementOf(node)} altered` : null);
      return;
    }
    if (implant.late > 0) {
      implant.late--;
      return;
    }
    const leaving = implant.waiting.shift();
    if (leaving === undefined) return;
    if (what === 'said') this.replace(leaving, { kind, subject, dataClass, body } as Draft, label as number);
    leaving.send();
  }

  private replace({ envelope, message, passes }: LeavingMessage, said: Draft, label: number): void {
    const { kind, subject, dataClass, body } = envelope;
    const wrong = isOtherResult({ kind, subject, dataClass, body }, said) ? flagWrong : 0;
    Object.assign(envelope, said, { sealed: null });
    this.house.truth.tell('rewrite', message, label, flagForged | wrong | (passes ? flagAltered : 0));
  }

  /** Nobody answers any more. */
  private alone(node: number): void {
    const implant = this.byNode.get(node);
    if (implant === undefined) return;
    this.byNode.delete(node);
    this.house.rings.changeCode(node, null);
    for (const { send } of implant.waiting) send();
  }
}
