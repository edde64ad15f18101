import { firstSubjectWithoutNode } from '../../framework/datum.ts';
import type { Contract } from '../../framework/messages/outside.ts';
import type { Job, TaskResult } from '../../framework/task.ts';
import { externalDpm } from '../external-dpm.ts';
import { secureConnector } from '../secure-connector.ts';
import { at, auditNode, enrolment } from './one-room.ts';
import { Driven } from './recording-io.ts';
import type { Said } from './recording-io.ts';

/** What becomes of a message on its way: it passes, or does not, or twice, or late, or with another result in it. */
export type Fate = 'passes' | 'lost' | 'doubled' | 'late' | 'false';

/** Terms of the market, ns. */
export const terms = {
  jobTimeoutNs: 500e6,
  hedgeNs: 250e6,
  jobsEach: 2,
  barNs: 3e9,
  graceNs: 1e9,
  contractLifeNs: 5e9,
  leavesNs: 12e9,
  wayNs: 20e6,
} as const;
const connectorNode = 36;
const dpmNode = 32;
const firstProvider = 50;

/** A job that the secure DPM wants done. */
export interface Wanted {
  readonly number: number;
  readonly atNs: number;
}

/** Something that was said, and when. */
export interface Uttered extends Said {
  readonly from: number;
  readonly atNs: number;
}

/** A message under way. */
interface Under {
  readonly atNs: number;
  readonly order: number;
  readonly said: Uttered;
}

/** A connector and its providers, driven by hand over ways that lose, double, delay, reorder and falsify; the last provider leaves. */
export class Market {
  now = 0;
  readonly uttered: Uttered[] = [];
  /** What the connector was told of contracts, as it came. */
  readonly told: { readonly provider: number; readonly contract: Contract; readonly atNs: number }[] = [];
  readonly restarts: { readonly node: number; readonly atNs: number }[] = [];
  readonly met = new Set<Fate>();
  readonly connector;
  readonly providers;
  private readonly under: Under[] = [];
  private readonly fates: readonly Fate[];
  private posted = 0;
  private ordered = 0;

  constructor(fates: readonly Fate[], providers: number) {
    this.fates = fates;
    const nodes = Array.from({ length: providers }, (_, index) => firstProvider + index);
    this.connector = new Driven(
      secureConnector({
        secureDpm: at(dpmNode),
        auditLog: at(auditNode),
        enrolment,
        negotiation: {
          providers: nodes.map((node) => at(node)),
          purpose: 'occupancy',
          timeoutNs: 1e9,
          priceMicrosMost: 1000,
          barNs: terms.barNs,
          graceNs: terms.graceNs,
          priced: 'told',
        },
        choice: 'merit',
        jobs: 4,
        jobsEach: terms.jobsEach,
        jobTimeoutNs: terms.jobTimeoutNs,
        hedgeNs: terms.hedgeNs,
        memoryNs: 5e9,
        estimates: 1,
      }),
      connectorNode,
    );
    this.providers = nodes.map(
      (node, index) =>
        new Driven(
          externalDpm({
            connectors: [connectorNode],
            priceMicros: 100 + index,
            estimates: 1,
            contractLifeNs: terms.contractLifeNs,
            leavesNs: index === providers - 1 ? terms.leavesNs : Infinity,
          }),
          node,
        ),
    );
    // Answers that differ are not used.
    const { io } = this.connector;
    io.allows = () => new Set(io.used.at(-1)!.circumstances.answers ?? []).size <= 1;
    for (const one of this.everybody) one.start();
  }

  private get everybody() {
    return [this.connector, ...this.providers];
  }

  /** Hands a job to the connector. */
  want({ number, atNs }: Wanted): void {
    const light = number % 2 === 0 ? 500 : 0;
    const body: Job = { task: 'occupancy', part: number, values: [20, 40, light, 500, 1] };
    const said = { how: 'send', point: 'RP-M', to: connectorNode, number, re: 0, kind: 'job' } as const;
    this.put({ ...said, subject: firstSubjectWithoutNode, dataClass: 'personal', body, from: dpmNode, atNs }, atNs);
  }

  /** Lets everything happen up to a moment. */
  runUntil(untilNs: number): void {
    for (;;) {
      const next = this.under.reduce<Under | undefined>(
        (first, one) =>
          first === undefined || one.atNs < first.atNs || (one.atNs === first.atNs && one.order < first.order)
            ? one
            : first,
        undefined,
      );
      const timers = this.everybody.flatMap(({ io }) => io.wakes.map(({ atNs }) => atNs));
      const wakesNs = timers.reduce((least, one) => Math.min(least, one), Infinity);
      const atNs = Math.min(next?.atNs ?? Infinity, wakesNs);
      if (atNs > untilNs) break;
      this.now = Math.max(this.now, atNs);
      if (next !== undefined && next.atNs <= wakesNs) this.deliver(next);
      else this.everybody.forEach((one) => this.say(one.io.node, one.runUntil(this.now)));
    }
    this.now = untilNs;
  }

  /** Takes a node down and up again, the connector with place -1. */
  restart(place: number): void {
    const one = place < 0 ? this.connector : this.providers[place]!;
    this.restarts.push({ node: one.io.node, atNs: this.now });
    one.io.now = this.now;
    one.restart();
  }

  private deliver(under: Under): void {
    this.under.splice(this.under.indexOf(under), 1);
    const { said } = under;
    const one = this.everybody.find(({ io }) => io.node === said.to);
    if (one === undefined) return;
    one.io.now = this.now;
    if (said.kind === 'contract' && said.to === connectorNode) {
      this.told.push({ provider: said.from, contract: said.body as Contract, atNs: this.now });
    }
    this.say(one.io.node, one.hear({ ...said, via: said.from } as never));
  }

  private say(from: number, all: readonly Said[]): void {
    for (const said of all) {
      const uttered = { ...said, from, atNs: this.now };
      this.uttered.push(uttered);
      this.post(uttered);
    }
  }

  /** Sends something on its way: what passes outside the house meets its fate. */
  private post(said: Uttered): void {
    const fate = said.point === 'RP-C' ? this.fates[this.posted++ % this.fates.length]! : 'passes';
    this.met.add(fate);
    if (fate === 'lost') return;
    const result = said.body as TaskResult;
    const told =
      fate === 'false' && said.kind === 'result'
        ? { ...said, body: { ...result, value: result.value === 1 ? 0 : 1 } }
        : said;
    this.put(told, this.now + (fate === 'late' ? terms.hedgeNs + 7 * terms.wayNs : terms.wayNs));
    if (fate === 'doubled') this.put(told, this.now + 5 * terms.wayNs);
  }

  private put(said: Uttered, atNs: number): void {
    this.under.push({ atNs, order: this.ordered++, said });
  }
}
