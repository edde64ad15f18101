/**
 * A process is killed at a moment of the run (SIGKILL: it finishes nothing), and after a while a fresh one is started in its
 * place: same name, same keys, same port, same media. What it held in memory is lost.
 */
export interface PlannedKill {
  readonly fault: 'kill';
  readonly atNs: number;
  readonly process: string;
  readonly backAfterNs: number;
}

/**
 * A fault that a live run is to have, by its kind, at a moment since the run's start. Plain data: it is planned before the run,
 * carried out by the parent, and can be kept and repeated.
 */
export type PlannedFault = PlannedKill;
