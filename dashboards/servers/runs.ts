import type { Fault, RunOrder } from '../live/protocol.ts';

/** Structured log of a server; `fields` never hold a secret. */
export interface ServerLog {
  info(fields: Readonly<Record<string, unknown>>, text: string): void;
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
}

/** What a server needs of whoever carries out runs, who in turn tells the server's record what becomes of them. */
export interface Runs {
  /** Begins a run, or says what is wrong with the order. */
  start(order: RunOrder): Fault | null;
  stop(): void;
  pace(pace: number): void;
  /** The report of the last run that was done, as a page; null where there is none. */
  report(): string | null;
  /** Ends whatever is going on. */
  close(): Promise<void>;
}
