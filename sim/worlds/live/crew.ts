import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Order, Report } from './orders.ts';
import { truthDescriptor } from './part.ts';
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
  truthEnds(process: string): void;
  /** Who came to its door so far. */
  visits(process: string, counts: VisitCounts): void;
}

interface Member {
  readonly name: string;
  readonly child: ChildProcess;
  readonly truthClosed: Promise<void>;
  readonly exited: Promise<void>;
  /** The last it wrote to its standard error. */
  lastWords: string;
  waiting: { readonly report: Report['report']; readonly hear: (report: Report) => void } | null;
  readonly heard: Report[];
}

/** How long a process may take to end in good order, ms; after that it is killed (assumption). */
const farewellMillis = 3_000;
const mostLastWords = 2_000;

/**
 * The processes of a live run. None outlives the run: they are told to stop, killed where they do not, and end by themselves
 * when the parent is gone. Where one ends before its time the whole run does.
 */
export class Crew<Job> {
  private readonly members: Member[] = [];
  private readonly entry: string;
  private readonly owner: CrewOwner;
  private dismissed = false;
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

  hire(name: string): void {
    const child = spawn(process.execPath, [this.entry, name], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      serialization: 'advanced',
    });
    // Where the system gives no process there is nothing to hear from, and `error` says why.
    const failed = child.pid === undefined;
    const truth = failed ? null : (child.stdio[truthDescriptor] as Readable);
    const member: Member = {
      name,
      child,
      truthClosed: new Promise((resolve) => (truth === null ? resolve() : truth.once('close', () => resolve()))),
      exited: new Promise((resolve) => (failed ? resolve() : child.once('exit', () => resolve()))),
      lastWords: '',
      waiting: null,
      heard: [],
    };
    truth?.on('data', (bytes: Buffer) => this.owner.truth(name, bytes));
    truth?.once('close', () => this.owner.truthEnds(name));
    child.stderr?.on('data', (bytes: Buffer) => {
      member.lastWords = (member.lastWords + bytes.toString()).slice(-mostLastWords);
    });
    child.on('message', (report: Report) => this.heard(member, report));
    // More than once: an order to a process that has just died fails as well.
    child.on('error', (error) => this.lose(member, error.message));
    child.once('exit', (code, signal) => this.lose(member, signal === null ? `exit code ${code}` : signal));
    this.members.push(member);
  }

  /** Gives each process its order and waits until each has reported so. */
  async order<Kind extends Report['report']>(
    orderFor: (name: string) => Order<Job>,
    report: Kind,
  ): Promise<ReadonlyMap<string, Extract<Report, { report: Kind }>>> {
    for (const { child, name } of this.members) {
      const order = orderFor(name);
      if (order.order === 'begin') this.started = true;
      if (child.connected) child.send(order);
    }
    return this.reports(report);
  }

  /** Waits until each process has reported so. */
  async reports<Kind extends Report['report']>(
    report: Kind,
  ): Promise<ReadonlyMap<string, Extract<Report, { report: Kind }>>> {
    const all = Promise.all(
      this.members.map(
        (member) =>
          new Promise<[string, Extract<Report, { report: Kind }>]>((resolve) => {
            const hear = (heard: Report): void => resolve([member.name, heard as Extract<Report, { report: Kind }>]);
            const early = member.heard.findIndex((one) => one.report === report);
            if (early >= 0) hear(member.heard.splice(early, 1)[0]!);
            else member.waiting = { report, hear };
          }),
      ),
    );
    return new Map(await Promise.race([all, this.fault]));
  }

  /** By name: the number of each process and the last that it wrote to its standard error. */
  get people(): ReadonlyMap<string, { readonly pid: number; readonly lastWords: string }> {
    return new Map(this.members.map(({ name, child, lastWords }) => [name, { pid: child.pid ?? 0, lastWords }]));
  }

  /** Tells everybody that the run ends now; each reports as at its end. */
  leave(): void {
    for (const { child } of this.members) if (child.connected) child.send({ order: 'leave' } satisfies Order<Job>);
  }

  /** Lets everybody go, and waits until all are gone and have said all. */
  async dismiss(): Promise<void> {
    this.dismissed = true;
    for (const { child } of this.members) if (child.connected) child.send({ order: 'stop' } satisfies Order<Job>);
    const late = setTimeout(() => this.kill(), farewellMillis);
    await Promise.all(this.members.flatMap(({ exited, truthClosed }) => [exited, truthClosed]));
    clearTimeout(late);
  }

  /** Ends all processes at once, and the run with them where there is a reason. */
  kill(reason?: Error): void {
    if (reason !== undefined) this.fail(reason);
    this.dismissed = true;
    for (const { child } of this.members) child.kill('SIGKILL');
  }

  private heard(member: Member, report: Report): void {
    if (report.report === 'fault') {
      this.fail(this.faultOf(`${member.name}: ${report.what}`));
      return;
    }
    if (report.report === 'visits') {
      this.owner.visits(member.name, report.visits);
      return;
    }
    const { waiting } = member;
    if (waiting === null || waiting.report !== report.report) {
      member.heard.push(report);
      return;
    }
    member.waiting = null;
    waiting.hear(report);
  }

  private lose(member: Member, how: string): void {
    if (this.dismissed) return;
    const words = member.lastWords.trim().split('\n');
    const last = words.findLast((line) => /Error|error/.test(line)) ?? words.at(-1) ?? '';
    this.fail(this.faultOf(`${member.name} ended before its time (${how})${last === '' ? '' : `: ${last.trim()}`}`));
  }

  private faultOf(what: string): CrewFault {
    return this.started ? new CrewFault(what) : new StartFault(what);
  }
}
