import type { Gathering } from '../../metrics/store/study-store.ts';

/**
 * How long a run waits for others to be written with, at most (assumption). A transaction costs about 4 ms however many it holds, which is
 * half of a short run; a kill costs the runs of so long a time, which are played again.
 */
const gatheringMs = 100;

/** Runs of a tenth of a second are written together. */
export const gathered: Gathering = (write) => void setTimeout(write, gatheringMs);
