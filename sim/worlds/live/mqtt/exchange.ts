import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { BrokerConnection, BrokerFault } from './broker-connection.ts';
import { BrokerLine } from './broker-line.ts';

/** A broker elsewhere, and the name under which a run is alone there. */
export interface BrokerOfRun {
  readonly url: string;
  readonly run: string;
}

/** A broker for a new run, once it has let a client in. Rejects with a `BrokerFault` where it does not. */
export async function brokerOfRun(url: string): Promise<BrokerOfRun> {
  const connection = await BrokerConnection.open(url, { came: () => undefined, lost: () => undefined });
  connection.close();
  return { url, run: randomBytes(8).toString('hex') };
}

/** Wait between two tries to reach a broker that is gone, ms (assumption). */
const againMillis = 1_000;
/** Lines that may stand at once in one process (assumption: several times what the things of a live run open). */
const mostLines = 1_024;

/**
 * How the things of a process and their IoT platforms reach each other where a broker elsewhere is between them: each opens a
 * line through it, on which all goes on as on a connection to the platform's door.
 *
 *   metarange / run / platform / line / up, down
 */
export class Exchange {
  private readonly broker: BrokerOfRun;
  private readonly lines = new Map<string, BrokerLine>();
  private readonly doors = new Map<string, (line: Duplex) => void>();
  private connection: BrokerConnection | null = null;
  private isClosed = false;

  private constructor(broker: BrokerOfRun) {
    this.broker = broker;
  }

  /** Rejects with a `BrokerFault` where the broker is not there or does not let this process in. */
  static async open(broker: BrokerOfRun): Promise<Exchange> {
    const exchange = new Exchange(broker);
    await exchange.connect();
    return exchange;
  }

  /** Calls to a platform of this process come to its door. */
  listen(platform: string, came: (line: Duplex) => void): void {
    this.doors.set(platform, came);
    this.connection?.subscribe(this.topic(platform, '+', 'up'));
  }

  /** Calls a platform; 'connect' is told as by a socket. */
  dial(platform: string): Duplex {
    const name = randomBytes(8).toString('hex');
    const down = this.topic(platform, name, 'down');
    const line = this.line(down, this.topic(platform, name, 'up'));
    if (this.connection === null) line.destroy();
    else {
      this.connection.subscribe(down);
      line.once('close', () => this.connection?.unsubscribe(down));
      process.nextTick(() => line.emit('connect'));
    }
    return line;
  }

  close(): void {
    this.isClosed = true;
    for (const line of this.lines.values()) line.destroy();
    this.connection?.close();
  }

  private async connect(): Promise<void> {
    this.connection = await BrokerConnection.open(this.broker.url, {
      came: (topic, piece) => this.came(topic, piece),
      lost: () => void this.lost(),
    });
    for (const platform of this.doors.keys()) this.connection.subscribe(this.topic(platform, '+', 'up'));
  }

  private async lost(): Promise<void> {
    this.connection = null;
    for (const line of this.lines.values()) line.destroy();
    while (!this.isClosed && this.connection === null) {
      await setTimeout(againMillis);
      try {
        await this.connect();
      } catch (error) {
        // It may come back; meanwhile channels do not open, and that is told.
        if (!(error instanceof BrokerFault)) throw error;
      }
    }
    if (this.isClosed) (this.connection as BrokerConnection | null)?.close();
  }

  private came(topic: string, piece: Buffer): void {
    const known = this.lines.get(topic);
    if (known !== undefined) {
      known.came(piece);
      return;
    }
    const [, run, platform = '', name = '', way] = topic.split('/');
    const door = this.doors.get(decodeURIComponent(platform));
    if (run !== this.broker.run || way !== 'up' || door === undefined || this.lines.size >= mostLines) return;
    const line = this.line(topic, this.topic(decodeURIComponent(platform), name, 'down'));
    door(line);
    line.came(piece);
  }

  private line(inward: string, outward: string): BrokerLine {
    const line = new BrokerLine((piece, sent) => {
      if (this.connection === null) sent();
      else this.connection.publish(outward, piece, sent);
    });
    this.lines.set(inward, line);
    line.once('close', () => this.lines.delete(inward));
    line.on('error', () => line.destroy());
    return line;
  }

  private topic(platform: string, line: string, way: 'up' | 'down'): string {
    return `metarange/${this.broker.run}/${encodeURIComponent(platform)}/${line}/${way}`;
  }
}
