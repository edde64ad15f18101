import type { Duplex } from 'node:stream';

/**
 * Why somebody at a door was turned away by the door itself. Whoever got as far as a node's controls is counted under the control
 * and its reason instead (`C01 untrusted`).
 */
export const doorReasons = [
  'nobody-home',
  'door-full',
  'no-descriptor',
  'no-knock',
  'no-such-wire',
  'given-a-cookie',
  'malformed-flight',
  'table-full',
  'tls',
  'no-upgrade',
  'crossed',
  'forgotten',
  'too-slow',
  'hung-up',
] as const;
export type DoorReason = (typeof doorReasons)[number];

/** A control by its number in facts; C00 is the world itself, where keys that were installed were not proved. */
export const controlName = (control: number): `C${string}` => `C${String(control).padStart(2, '0')}`;

/** How many came to a door, how many were let in, and why the others were not: every connection is counted once. */
export interface VisitCounts {
  readonly came: number;
  readonly letIn: number;
  /** By reason; `given-a-cookie`: may come again with it; `crossed`: both ends were opening one channel, and the other call counted. */
  readonly turnedAway: Readonly<Record<string, number>>;
}

/** The connections at a door that have not been let in or turned away yet, and what became of the others. */
export class Visits {
  private readonly under = new Set<Duplex>();
  private readonly away = new Map<string, number>();
  private came = 0;
  private letIn = 0;

  begin(raw: Duplex): void {
    this.came++;
    this.under.add(raw);
  }

  /** Counts one that is turned away, unless it has been counted already. */
  turnAway(raw: Duplex, reason: DoorReason | `C${string}`): void {
    if (this.under.delete(raw)) this.add(reason);
  }

  /** Counts one that never became a connection. */
  turnAwayUnseen(reason: DoorReason): void {
    this.came++;
    this.add(reason);
  }

  welcome(raw: Duplex): void {
    if (this.under.delete(raw)) this.letIn++;
  }

  get counts(): VisitCounts {
    const { came, letIn } = this;
    return { came, letIn, turnedAway: Object.fromEntries([...this.away].toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  }

  private add(reason: string): void {
    this.away.set(reason, (this.away.get(reason) ?? 0) + 1);
  }
}
