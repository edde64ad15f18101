import type { Line } from '../../sim/framework/attack.ts';

/** Whether an answer has come on a line which says that what was said there under a number was done. */
export const wasDone = ({ inbox }: Line, number: number): boolean =>
  inbox.some(({ re, body }) => re === number && body !== null && 'done' in body && body.done === 1);
