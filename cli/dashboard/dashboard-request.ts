import type { LogLevel } from '../log.ts';

/** How the dashboard was asked for, checked. */
export interface DashboardRequest {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly log: LogLevel | 'silent';
}
