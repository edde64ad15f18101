import type { Leaving } from '../../framework/attack.ts';
import type { Draft, Occupancy } from '../../framework/message.ts';

/** Whether what is said is a result, and another than was computed. */
export const isOtherResult = (computed: Leaving, said: Draft): boolean =>
  said.kind === 'result' &&
  (computed.kind !== 'result' || (said.body as Occupancy).occupied !== (computed.body as Occupancy | null)?.occupied);
