import { fileURLToPath } from 'node:url';
import type { RoomWindow } from '../../sim/framework/messages/archive.ts';
import { Commissioner } from '../../sim/worlds/live/commissioner.ts';
import { Crew } from '../../sim/worlds/live/crew.ts';
import { Door } from '../../sim/worlds/live/door.ts';
import { Judge } from '../../sim/worlds/live/judge.ts';
import { ProcessHouse } from '../../sim/worlds/live/process-house.ts';
import { Restarts } from '../../sim/worlds/live/restarts.ts';
import { Routes } from '../../sim/worlds/live/routes.ts';
import { RunMedia } from '../../sim/worlds/live/run-media.ts';
import { TruthMerge } from '../../sim/worlds/live/truth-merge.ts';
import { archivist, recordOf } from './archivist.ts';
import { rooms, storageNode, storageStage, storing, writing } from './storage-stage.ts';
import { WriteLedger } from './write-ledger.ts';

/** The built file that the storage's process is. */
export const storageEntry = fileURLToPath(new URL('../storage-part.js', import.meta.url));

/** One kill of the storage's process, and what was there afterwards. */
export interface Cycle {
  /** Writes that had no answer when the process was killed, and those of them that never got one. */
  readonly inFlight: number;
  readonly unanswered: number;
  /** Records acknowledged since the first cycle, and those of them that the storage no longer gave, or gave otherwise. */
  readonly acknowledged: number;
  readonly lost: readonly number[];
  /** Records that it gave though their write was never answered. */
  readonly beyond: number;
}

/**
 * A live storage in a process of its own, with its embedded database on disk, written to from this process over its channel:
 * TLS with both ends proved, real frames, records encrypted at rest. Its truth is merged and judged as in any live run.
 */
export class StorageTrial {
  private readonly ledger = new WriteLedger(rooms);
  private readonly staged = storageStage(archivist(this.ledger, { rooms, storage: storageNode }));
  private readonly media = new RunMedia(this.staged);
  private readonly door = new Door();
  private readonly merge: TruthMerge;
  private readonly crew: Crew<null>;
  private readonly restarts: Restarts<null>;
  private house!: ProcessHouse;
  private broken: Error | null = null;

  constructor(entry: string) {
    const judge = new Judge(0, [], []);
    this.merge = new TruthMerge((process, timeNs, segment) => judge.segment(process, timeNs, segment));
    for (const name of [writing, storing]) this.merge.add(name);
    this.crew = new Crew(entry, {
      truth: (name, bytes) => this.guarded(() => this.merge.take(name, bytes)),
      visits: () => undefined,
      asked: ({ what, node }) => {
        throw new RangeError(`${what} of node ${node}: nobody asks operators here`);
      },
      truthEnds: (name, how) =>
        this.guarded(() => (how === 'cut' ? this.restarts.perished(name) : this.merge.end(name))),
    });
    this.crew.fault.catch((error: Error) => (this.broken ??= error));
    this.restarts = new Restarts(this.staged, this.crew, this.merge);
  }

  /** Brings both to life. */
  async begin(): Promise<void> {
    const { staged, crew } = this;
    this.media.make(null);
    crew.hire(storing);
    const { port } = await crew.orderOne(
      storing,
      { order: 'prepare', process: storing, job: null, port: 0, faults: [] },
      'listening',
    );
    const ports: Readonly<Record<string, number>> = { [storing]: port, [writing]: await this.door.listen(0) };
    const commissioner = new Commissioner(staged);
    const commission = (name: string) => ({
      order: 'commission' as const,
      parcel: commissioner.parcelFor((node) => staged.processOf(node) === name),
      ...this.media.handedTo(name),
      ports,
      routes: [],
      master: null,
    });
    const theirs = commission(storing);
    const own = commission(writing);
    await crew.orderOne(storing, theirs, 'ready');
    const startNs = process.hrtime.bigint();
    const clock = this.restarts.begin({ job: null, faults: [], startNs, commissions: new Map([[storing, theirs]]) });
    crew.tell(storing, { order: 'begin', startNs: String(startNs), life: 0 });
    this.house = new ProcessHouse({
      ...staged,
      isLocal: (node) => staged.processOf(node) === writing,
      routes: new Routes((node) => ports[staged.processOf(node)]!, []),
      parcel: own.parcel,
      life: 0,
      clock,
      door: this.door,
      mediumOf: (node) => {
        throw new RangeError(`node ${node} stores nothing`);
      },
      askOperator: ({ what, node }) => {
        throw new RangeError(`${what} of node ${node}: nobody asks operators here`);
      },
      attackers: null,
      wires: null,
      clockFaults: [],
      master: null,
      truthOut: (bytes) => this.guarded(() => this.merge.take(writing, bytes)),
      ended: () => {},
    });
    this.house.begin();
  }

  /**
   * Writes until so many records were acknowledged anew and so many are under way, kills the storage's process in that moment,
   * brings another, and reads all back.
   */
  async cycle(acknowledgedAnew: number, leastInFlight: number): Promise<Cycle> {
    const { ledger } = this;
    const before = ledger.acknowledged.size;
    ledger.doing = 'writing';
    await this.until(
      () => ledger.acknowledged.size - before >= acknowledgedAnew && ledger.underWay.size >= leastInFlight,
    );
    ledger.doing = 'nothing';
    const inFlight = ledger.underWay.size;
    await this.restarts.kill(storing);
    await this.restarts.bring(storing);
    ledger.readAll();
    await this.until(() => ledger.isRead);
    ledger.doing = 'nothing';
    // Whatever the first process answered came before the second did.
    const unanswered = ledger.giveUp();
    const lost = [...ledger.acknowledged].filter((number) => !isRecord(ledger.records.get(number), number));
    const beyond = [...ledger.records.keys()].filter((number) => !ledger.acknowledged.has(number)).length;
    return { inFlight, unanswered, acknowledged: ledger.acknowledged.size, lost, beyond };
  }

  /** Ends both, and leaves nothing. */
  async end(): Promise<void> {
    this.house?.leave();
    this.door.shut();
    this.crew.kill();
    await this.crew.gone();
    await this.media.discard();
  }

  private guarded(work: () => void): void {
    try {
      if (this.broken === null) work();
    } catch (error) {
      this.broken = error as Error;
    }
  }

  private until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = setInterval(() => {
        if (this.broken === null && !holds()) return;
        clearInterval(look);
        if (this.broken === null) resolve();
        else reject(this.broken);
      }, 1);
    });
  }
}

const isRecord = (found: RoomWindow | undefined, number: number): boolean =>
  found !== undefined && JSON.stringify(found) === JSON.stringify(recordOf(number, rooms));
