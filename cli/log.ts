import { pino } from 'pino';
import { clockText } from '../sim/framework/time.ts';
import type { Log } from './engine.ts';

/** How much is logged, most first. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A logger of JSON lines whose time is the run's own, never the machine's, so that two equal runs log the same. */
export function runLog(
  level: LogLevel | 'silent',
  clock: { readonly nowNs: number },
  write: (line: string) => void,
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${clockText(clock.nowNs)}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
}

/** A logger of a command that serves others for as long as it is left: JSON lines with the time of day. */
export type ServerLog = Record<LogLevel, (context: object, message: string) => void>;

/** Logs what such a command does. */
export const serverLog = (level: LogLevel | 'silent', write: (line: string) => void): ServerLog =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
