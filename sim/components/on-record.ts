import type { Draft } from '../framework/message.ts';

/** An entry of the audit log: what happened, and which node or subject it is about. */
export const onRecord = (event: string, about: number): Draft<'entry'> => ({
  kind: 'entry',
  subject: about,
  dataClass: 'operational',
  body: { event, about },
});
