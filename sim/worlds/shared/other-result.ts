import type { Leaving } from '../../framework/attack.ts';
import { cardOf } from '../../framework/message.ts';
import type { Draft } from '../../framework/message.ts';

/** Whether what is said was to be computed, and is another than was computed. */
export function isOtherResult(computed: Leaving, said: Draft): boolean {
  const { computed: isComputed, value } = cardOf(said.kind);
  if (isComputed !== true || value === undefined) return false;
  return computed.kind !== said.kind || computed.body === null || value(computed.body) !== value(said.body);
}
