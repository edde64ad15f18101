import type { Leaving } from '../../sim/framework/attack.ts';
import type { Draft } from '../../sim/framework/message.ts';
import type { Report } from '../../sim/framework/messages/things.ts';

/** The contrary of what a thing is about to report: on for off, off for anything else; undefined where it reports nothing. */
export function contraryReport({ kind, subject, dataClass, body }: Leaving): Draft<'report'> | undefined {
  if (kind !== 'report' || body === null) return undefined;
  const report = body as Report;
  return { kind, subject, dataClass, body: { ...report, value: report.value === 0 ? 1 : 0 } };
}
