import type { Disk } from './staged-folder.ts';

/** The streams of one call of the command, the terminal behind them, and the disk that results go to. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether the standard error is a terminal. */
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Wall clock, ms, for the progress line only. */
  readonly now: () => number;
  /** This machine's own where none is given. */
  readonly disk?: Disk;
}

/** Exit codes of the command; 128 and more where a signal ended it. */
export const exitCodes = { done: 0, claimFailed: 1, wrongRequest: 2, voidRun: 3 } as const;

/** A value as the one JSON document on the standard output. */
export const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
