import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Order, Report } from './orders.ts';
import { truthDescriptor } from './part.ts';

/** A process of the run ended or failed before its time; one line says which and how. */
export class CrewFault extends Error {
  override readonly name = 'CrewFault';
}

/** What the parent does with what its processes say. */
export interface CrewOwner {
  truth(process: string, bytes: Buffer): void;
  /** All that a process told has been handed on; `cut` where it was killed as planned, and comes again. */
  truthEnds(process: string, how: 'done' | 'cut'): void;
}

/** One process in the place of its name, from its start to its end. */
interface Occupant {
  readonly child: ChildProcess;
  readonly truthClosed: Promise<void>;
  readonly exited: Promise<void>;
  /** The last it wrote to its standard error. */
  lastWords: string;
  /** It is being killed as planned: its end is no fault. */
  isCut: boolean;
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

/**
 * The processes of a live run. None outlives the run: they are told to stop, killed where they do not, and end by themselves
 * when the parent is gone. Where one ends before its time, and that was not planned, the whole run does.
 */
export class Crew<Job> {
  private readonly members = new Map<string, Member>();
  private readonly entry: string;
  private readonly owner: CrewOwner;
  private dismissed = false;
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
    const child = spawn(process.execPath, [this.entry, name], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      serialization: 'advanced',
    });
    const truth = child.stdio[truthDescriptor] as Readable;
    const now: Occupant = {
      child,
      truthClosed: new Promise((resolve) => truth.once('close', () => resolve())),
      exited: new Promise((resolve) => child.once('exit', () => resolve()).once('error', () => resolve())),
      lastWords: '',
      isCut: false,
    };
    const member = this.members.get(name) ?? { name, now, waiting: new Map(), heard: [] };
    member.now = now;
    member.heard = [];
    this.members.set(name, member);
    truth.on('data', (bytes: Buffer) => this.owner.truth(name, bytes));
    truth.once('close', () => this.owner.truthEnds(name, now.isCut ? 'cut' : 'done'));
    child.stderr!.on('data', (bytes: Buffer) => {
      now.lastWords = (now.lastWords + bytes.toString()).slice(-mostLastWords);
    });
    child.on('message', (report: Report) => {
      if (!now.isCut) this.heard(member, report);
    });
    child.once('error', (error) => this.lose(name, now, error.message));
    child.once('exit', (code, signal) => this.lose(name, now, signal === null ? `exit code ${code}` : signal));
  }

  /** Kills a process as planned, and waits until it is gone and all that it told is handed on. */
  async cut(name: string): Promise<void> {
    const { now } = this.members.get(name)!;
    now.isCut = true;
    now.child.kill('SIGKILL');
    await Promise.all([now.exited, now.truthClosed]);
  }

  /** Gives each process its order and waits until each has reported so. */
  async order<Kind extends Report['report']>(
    orderFor: (name: string) => Order<Job>,
    report: Kind,
  ): Promise<ReadonlyMap<string, Extract<Report, { report: Kind }>>> {
    const names = [...this.members.keys()];
    const all = names.map(async (name) => [name, await this.orderOne(name, orderFor(name), report)] as const);
    return new Map(await Promise.race([Promise.all(all), this.fault]));
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
    const { child } = this.members.get(name)!.now;
    if (child.connected) child.send(order);
  }

  /** Lets everybody go, and waits until all are gone and have said all. */
  async dismiss(): Promise<void> {
    this.dismissed = true;
    for (const name of this.members.keys()) this.tell(name, { order: 'stop' });
    const late = setTimeout(() => this.kill(), farewellMillis);
    await Promise.all([...this.members.values()].flatMap(({ now }) => [now.exited, now.truthClosed]));
    clearTimeout(late);
  }

  /** Ends all processes at once, and the run with them where there is a reason. */
  kill(reason?: Error): void {
    if (reason !== undefined) this.fail(reason);
    this.dismissed = true;
    for (const { now } of this.members.values()) now.child.kill('SIGKILL');
  }

  /** Waits until all processes are gone that were told to go. */
  async gone(): Promise<void> {
    await Promise.all([...this.members.values()].map(({ now }) => now.exited));
  }

  private heard({ name, waiting, heard }: Member, report: Report): void {
    if (report.report === 'fault') {
      this.fail(new CrewFault(`${name}: ${report.what}`));
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
    this.fail(new CrewFault(`${name} ended before its time (${how})${last === '' ? '' : `: ${last.trim()}`}`));
  }
}
