import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Asked, Order, Report } from './orders.ts';
import { closeTruthFiles, openTruthFiles, TruthListener } from './truth-files.ts';
import type { TruthFiles } from './truth-files.ts';
import type { VisitCounts } from './visits.ts';

/** A process of the run ended or failed before its time; one line says which and how. */
export class CrewFault extends Error {
  override readonly name: string = 'CrewFault';
}

/** A run could not be started at all: for want of a port, a descriptor, a process or a certificate. */
export class StartFault extends CrewFault {
  override readonly name = 'StartFault';
}

/** What the parent does with what its processes say. */
export interface CrewOwner {
  truth(process: string, bytes: Buffer): void;
  /** All that a process told has been handed on; `cut` where it was killed as planned, and comes again. */
  truthEnds(process: string, how: 'done' | 'cut'): void;
  /** Who came to its door so far. */
  visits(process: string, counts: VisitCounts): void;
  /** Operators of another process's nodes are asked for something. */
  asked(asked: Asked): void;
}

/** One process in the place of its name, from its start to its end. */
interface Occupant {
  readonly child: ChildProcess;
  readonly truth: TruthListener;
  /** It is gone, and all that it told is handed on. */
  readonly gone: Promise<void>;
  /** The last it wrote to its standard error. */
  lastWords: string;
  /** It is being killed as planned: its end is no fault. */
  isCut: boolean;
  /** It is gone, and is heard no more. */
  isOver: boolean;
}

/** A place in the run, which one process after the other may have. */
interface Member {
  readonly name: string;
  now: Occupant;
  readonly waiting: Map<Report['report'], (report: Report) => void>;
  heard: Report[];
}

/** How long a process may take to end in good order, ms; after that it is killed (assumption). */
const farewellMillis = 3_000;
const mostLastWords = 2_000;
/** Time between two looks at what processes have told, ms (assumption). */
const hearMillis = 20;

/**
 * The processes of a live run. None outlives the run: they are told to stop, killed where they do not, and end by themselves
 * when the parent is gone. Where one ends before its time, and that was not planned, the whole run does.
 */
export class Crew<Job> {
  private readonly members = new Map<string, Member>();
  private readonly entry: string;
  private readonly owner: CrewOwner;
  private dismissed = false;
  private hearing: NodeJS.Timeout | null = null;
  private started = false;
  private fail!: (fault: Error) => void;
  /** Rejects as soon as a process fails. */
  readonly fault: Promise<never>;

  /** `entry`: the built file that a process runs. */
  constructor(entry: string, owner: CrewOwner) {
    this.entry = entry;
    this.owner = owner;
    this.fault = new Promise<never>((_resolve, reject) => {
      this.fail = reject;
    });
    // Whoever waits for something else hears of it there; nobody may be listening at the moment.
    this.fault.catch(() => undefined);
  }

  /** Starts a process of a name, also in the place of one that was cut. Nothing once the run is over. */
  hire(name: string): void {
    if (this.dismissed) return;
    const files = this.truthFiles(name);
    const child = spawn(process.execPath, [this.entry, name], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', ...files],
      serialization: 'advanced',
    });
    let left!: () => void;
    const now: Occupant = {
      child,
      truth: new TruthListener(files),
      gone: new Promise((resolve) => (left = resolve)),
      lastWords: '',
      isCut: false,
      isOver: false,
    };
    const member = this.members.get(name) ?? { name, now, waiting: new Map(), heard: [] };
    member.now = now;
    member.heard = [];
    this.members.set(name, member);
    const part = (): void => {
      if (now.isOver) return;
      this.hear(name, now);
      now.isOver = true;
      closeTruthFiles(files);
      this.owner.truthEnds(name, now.isCut ? 'cut' : 'done');
      left();
    };
    child.stderr?.on('data', (bytes: Buffer) => {
      now.lastWords = (now.lastWords + bytes.toString()).slice(-mostLastWords);
    });
    child.on('message', (report: Report) => {
      if (!now.isCut) this.heard(member, report);
    });
    // More than once: an order to a process that has just died fails as well.
    child.on('error', (error) => this.lose(name, now, error.message));
    // Not at its exit: what it wrote to its standard error at last may come after.
    child.once('close', (code, signal) => {
      part();
      this.lose(name, now, signal === null ? `exit code ${code}` : signal);
    });
    // Where the system gives no process there is nothing to hear from, and `error` says why.
    if (child.pid === undefined) part();
    this.hearing ??= setInterval(() => this.hearAll(), hearMillis);
  }

  /** Kills a process as planned, and waits until it is gone and all that it told is handed on. */
  async cut(name: string): Promise<void> {
    const { now } = this.members.get(name)!;
    now.isCut = true;
    now.child.kill('SIGKILL');
    await now.gone;
  }

  /** Makes a process stand still, or go on: one of the system's signals for that. */
  signal(name: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (!this.dismissed) this.members.get(name)!.now.child.kill(signal);
  }

  /** Gives each process its order and waits until each has reported so. */
  async order<Kind extends Report['report']>(
    orderFor: (name: string) => Order<Job>,
    report: Kind,
  ): Promise<ReadonlyMap<string, Extract<Report, { report: Kind }>>> {
    const names = [...this.members.keys()];
    const all = names.map(async (name) => [name, await this.orderOne(name, orderFor(name), report)] as const);
    // A run that was broken off before anybody was hired has nobody to wait for.
    return new Map(await Promise.race([this.fault, Promise.all(all)]));
  }

  /** Gives one process its order and waits until it has reported so, or another has in its place. */
  async orderOne<Kind extends Report['report']>(
    name: string,
    order: Order<Job>,
    report: Kind,
  ): Promise<Extract<Report, { report: Kind }>> {
    this.tell(name, order);
    const member = this.members.get(name)!;
    const one = new Promise<Extract<Report, { report: Kind }>>((resolve) => {
      const hear = (heard: Report): void => resolve(heard as Extract<Report, { report: Kind }>);
      const early = member.heard.findIndex((other) => other.report === report);
      if (early >= 0) hear(member.heard.splice(early, 1)[0]!);
      else member.waiting.set(report, hear);
    });
    return Promise.race([one, this.fault]);
  }

  /** Gives one process an order to which no answer is due. */
  tell(name: string, order: Order<Job>): void {
    if (order.order === 'begin') this.started = true;
    const { child } = this.members.get(name)!.now;
    if (child.connected) child.send(order);
  }

  /** By name: the number of each process and the last that it wrote to its standard error. */
  get people(): ReadonlyMap<string, { readonly pid: number; readonly lastWords: string }> {
    return new Map(
      [...this.members].map(([name, { now }]) => [name, { pid: now.child.pid ?? 0, lastWords: now.lastWords }]),
    );
  }

  /** Tells everybody that the run ends now; each reports as at its end. */
  leave(): void {
    for (const name of this.members.keys()) this.tell(name, { order: 'leave' });
  }

  /** Lets everybody go, and waits until all are gone and have said all. Rejects where somebody stays. */
  async dismiss(): Promise<void> {
    this.dismissed = true;
    for (const name of this.members.keys()) this.tell(name, { order: 'stop' });
    let late: CrewFault | undefined;
    const strict = (): void => {
      const staying = [...this.members].filter(([, { now }]) => !now.isOver).map(([name]) => name);
      late = new CrewFault(`${staying.join(', ')} did not end in good order`);
      this.kill();
    };
    // Who went meanwhile is heard first: this process may have been busy.
    const patience = setTimeout(() => setImmediate(strict), farewellMillis);
    await this.gone();
    clearTimeout(patience);
    if (late !== undefined) throw late;
  }

  /** Ends all processes at once, and the run with them where there is a reason. */
  kill(reason?: Error): void {
    if (reason !== undefined) this.fail(reason);
    this.dismissed = true;
    for (const { now } of this.members.values()) now.child.kill('SIGKILL');
  }

  /** Waits until all processes are gone that were told to go, and all that they told is handed on. */
  async gone(): Promise<void> {
    await Promise.all([...this.members.values()].map(({ now }) => now.gone));
    if (this.hearing !== null) clearInterval(this.hearing);
  }

  /** The files of a new process's truth. Throws a fault where there are none to be had. */
  private truthFiles(name: string): TruthFiles {
    try {
      return openTruthFiles();
    } catch (error) {
      throw this.faultOf(`${name} has no files to tell the judge in (${(error as NodeJS.ErrnoException).code})`);
    }
  }

  private hearAll(): void {
    for (const [name, { now }] of this.members) if (!now.isOver) this.hear(name, now);
  }

  private hear(name: string, { truth }: Occupant): void {
    truth.hear((bytes) => this.owner.truth(name, bytes));
  }

  private heard({ name, waiting, heard }: Member, report: Report): void {
    if (report.report === 'fault') {
      this.fail(this.faultOf(`${name}: ${report.what}`));
      return;
    }
    if (report.report === 'visits') {
      this.owner.visits(name, report.visits);
      return;
    }
    if (report.report === 'asked') {
      this.owner.asked(report.asked);
      return;
    }
    const hear = waiting.get(report.report);
    waiting.delete(report.report);
    if (hear === undefined) heard.push(report);
    else hear(report);
  }

  private lose(name: string, { lastWords, isCut }: Occupant, how: string): void {
    if (this.dismissed || isCut) return;
    const words = lastWords.trim().split('\n');
    const last = words.findLast((line) => /Error|error/.test(line)) ?? words.at(-1) ?? '';
    this.fail(this.faultOf(`${name} ended before its time (${how})${last === '' ? '' : `: ${last.trim()}`}`));
  }

  private faultOf(what: string): CrewFault {
    return this.started ? new CrewFault(what) : new StartFault(what);
  }
}
