import type { Leaving } from '../../framework/attack.ts';
import { cardOf } from '../../framework/message.ts';
import type { Draft } from '../../framework/message.ts';

/** Whether what is said was to be computed, and is another than was computed, or about something else. */
export function isOtherResult(computed: Leaving, said: Draft): boolean {
  const { differs } = cardOf(said.kind);
  if (differs === undefined) return false;
  if (computed.kind !== said.kind || computed.subject !== said.subject || computed.body === null) return true;
  return differs(computed.body, said.body);
}
