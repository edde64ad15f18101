import { once } from 'node:events';
import { constants } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createContext, Script } from 'node:vm';

/** Signals by which a user or a system ends a command. */
export const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type Ending = (typeof endings)[number];

/** Settles when the process is told to end: for a command whose work has no other end. */
export const ended = (): Promise<unknown> => Promise.race(endings.map((signal) => once(process, signal)));

/** The command was told to end while it was at work, and has taken back what it had begun, or says what it leaves. */
export class Interrupted extends Error {
  readonly signal: Ending;
  /** What is left of its work, in words. */
  readonly left: string;

  constructor(signal: Ending, left = 'nothing half-written is left') {
    super(`interrupted by ${signal}`);
    this.signal = signal;
    this.left = left;
  }
}

/** Looks whether the command was told to end; rejects with `Interrupted` then. */
export type LookUp = () => Promise<void>;

/**
 * Carries out work that a signal must not end half-way: while it lasts a signal ends nothing by itself, but makes the next
 * look-up reject. A signal after the last look-up is told when the work is done.
 */
export async function interruptible<Result>(work: (lookUp: LookUp) => Promise<Result>): Promise<Result> {
  let told: Ending | undefined;
  const listeners = endings.map((signal) => [signal, () => void (told ??= signal)] as const);
  const lookUp = async (): Promise<void> => {
    // Signals are delivered between two turns of the event loop.
    await nextTurn();
    if (told !== undefined) throw new Interrupted(told);
  };
  for (const [signal, listener] of listeners) process.on(signal, listener);
  try {
    const result = await work(lookUp);
    await lookUp();
    return result;
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
}

/** Carries out work that a signal aborts; rejects with `Interrupted` then, and `left` says what stays of it. */
export async function abortable<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  left: () => string,
): Promise<Result> {
  const stop = new AbortController();
  const listeners = endings.map((ending) => [ending, () => stop.abort(new Interrupted(ending))] as const);
  for (const [ending, listener] of listeners) process.on(ending, listener);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    // Not before: work that is aborted still writes what was under way.
    throw new Interrupted(error.signal, left());
  } finally {
    for (const [ending, listener] of listeners) process.off(ending, listener);
  }
}

/**
 * Makes work such that Ctrl-C ends it wherever it is, with `Interrupted`: code of a user's own that goes round in a circle comes to no look-up,
 * and a listener of the signal would never be called. For such code alone, right after a look-up: as a piece begins or ends there are some
 * microseconds in which the signal ends the process, or is not heard. Other signals wait for the next look-up.
 */
export function breakable<Result>(work: () => Result): () => Result {
  let result: Result;
  const context = createContext({ work: () => void (result = work()) });
  const script = new Script('work()');
  return () => {
    try {
      script.runInContext(context, { breakOnSigint: true });
      return result;
    } catch (error) {
      if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
      throw new Interrupted('SIGINT');
    }
  };
}

/** Exit code of a command that a signal ended, as shells count: 128 and the number of the signal. */
export const codeOf = ({ signal }: Interrupted): number => 128 + constants.signals[signal];

/** The signal behind such an exit code; undefined for any other code. */
export const signalOf = (code: number): Ending | undefined =>
  endings.find((signal) => code === 128 + constants.signals[signal]);
