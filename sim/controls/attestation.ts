import type { Control, Ground, Guard, WireMessage } from '../framework/control.ts';
import { tasks } from '../framework/task.ts';
import type { TaskResult } from '../framework/task.ts';
import { seconds } from '../framework/time.ts';
import { judgeEvidence, showEvidence } from './hardware-evidence.ts';

/** Settings of C20, in ns. */
export interface AttestationSettings {
  readonly freshForNs: number;
}

const defaults: AttestationSettings = { freshForNs: seconds(60) };

/** What the quote covers: this answer to this request, at this time. */
const quoted = (message: WireMessage, atNs: number): readonly number[] => {
  const { task, part, value } = message.body as TaskResult;
  return [message.re, message.subject, tasks.indexOf(task), part, value, atNs];
};

/** C20: a result counts only when hardware states that known code computed it for this very request. Stops A33, A34, A38 (R3). */
export const attestation = (settings: AttestationSettings = defaults): Control => {
  const stand = ({ mark }: Ground): Guard => ({
    protect(message, at) {
      if (message.kind !== 'result' || at.role !== 'external-dpm' || message.body === null) return;
      showEvidence(message, mark, at, quoted);
    },
    verify(message, at) {
      if (message.kind !== 'result' || at.role !== 'secure-connector') return undefined;
      return judgeEvidence(message, mark, at, { quoted, role: 'external-dpm', freshForNs: settings.freshForNs });
    },
  });
  return {
    id: 'C20',
    name: 'attestation',
    summary:
      'Results of outside providers carry a hardware quote over code, request and answer; the code must be a provider’s.',
    groups: ['R3', 'R1'],
    rung: 'data',
    layer: 'content',
    step: 20,
    places: ['RP-C'],
    limits:
      'States what code ran, not that its input was right, nor what was kept: no proof of erasure. A state that changes after the quote is not seen.',
    source: 'RATS (RFC 9334), background check; fresh for 60 s and 120 bytes: assumption.',
    stand,
  };
};
