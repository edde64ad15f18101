import type { Control, Ground, Guard, Household, Post, WireMessage } from '../framework/control.ts';
import { tasks } from '../framework/task.ts';
import type { TaskResult } from '../framework/task.ts';
import { seconds } from '../framework/time.ts';
import { judgeEvidence, makeEvidence, showEvidence } from './hardware-evidence.ts';
import type { HardwareEvidence, Quoted } from './hardware-evidence.ts';

/** Settings of C20, in ns. */
export interface AttestationSettings {
  readonly freshForNs: number;
}

const defaults: AttestationSettings = { freshForNs: seconds(60) };

/** What is stated of each answer: this answer to this request, at this time. */
const answered: Quoted = (message, atNs) => {
  const { task, part, value } = message.body as TaskResult;
  return [message.re, message.subject, tasks.indexOf(task), part, value, atNs];
};

/** What a passport states: whose it is, and when it was got. It says nothing of any answer. */
const carried: Quoted = ({ from }, atNs) => [from, atNs];

/** Passports of providers: one each, got anew when half of its time is over. */
class Passports {
  private readonly byNode = new Map<number, HardwareEvidence>();

  of(message: WireMessage, at: Post, freshForNs: number, holder: string | undefined): HardwareEvidence | undefined {
    const known = this.byNode.get(at.node);
    // Another key, another passport: it names the key of the channel on which it is shown.
    const serves = known !== undefined && (holder === undefined || known.quote.holder === holder);
    if (serves && at.now - known.atNs < freshForNs / 2) return known;
    const passport = makeEvidence(message, at, carried, holder);
    if (passport !== undefined) this.byNode.set(at.node, passport);
    return passport;
  }

  forget(node: number): void {
    this.byNode.delete(node);
  }
}

const standWith =
  ({ freshForNs }: AttestationSettings) =>
  ({ mark, household }: Ground): Guard => {
    const passports = new Passports();
    /** By channel, thumbprint of the key with which a provider proved its name when it opened; its newest key may be another. */
    const provedBy = new Map<number, string>();
    const byPassport = (house: Household): boolean => house.attestedBy === 'passport';
    return {
      present(_offer, at, opening) {
        const { credential } = at.keys;
        if (at.role !== 'external-dpm' || opening.resumed || credential === null) return;
        provedBy.set(at.session >> 1, at.suite.hash(credential.publicKey));
      },
      protect(message, at) {
        if (message.kind !== 'result' || at.role !== 'external-dpm' || message.body === null) return;
        const evidence = byPassport(household)
          ? passports.of(message, at, freshForNs, provedBy.get(at.session >> 1))
          : makeEvidence(message, at, answered, provedBy.get(at.session >> 1));
        showEvidence(message, mark, at, evidence);
      },
      verify(message, at) {
        if (message.kind !== 'result' || at.role !== 'secure-connector') return undefined;
        const quoted = byPassport(household) ? carried : answered;
        return judgeEvidence(message, mark, at, { quoted, role: 'external-dpm', freshForNs, bound: true });
      },
      forget: (node) => passports.forget(node),
    };
  };

/** C20: a result counts only when hardware states that known code computed it for this very request. Stops A33, A34, A38 (R3). */
export const attestation = (settings: AttestationSettings = defaults): Control => ({
  id: 'C20',
  name: 'attestation',
  summary:
    'Results of outside providers carry a hardware quote over code, request and answer, or where contracts ask for no more a passport over code alone; the code must be a provider’s.',
  groups: ['R3', 'R1'],
  rung: 'data',
  layer: 'content',
  step: 20,
  places: ['RP-C'],
  limits:
    'Evidence of another machine is told apart by the key that the channel proved, as far as C32 or C01 proved one and the measured code lets none have it. States what code ran, not that its input was right, nor what was kept: no proof of erasure. A state that changes after the quote is not seen; by passports, which stand for no answer, no change of code is until they run out, half a minute to a minute later.',
  source:
    'RATS (RFC 9334), background check and passport (the hardware’s own service stands for the verifier that issues it); fresh for 60 s and 120 bytes: assumption.',
  stand: standWith(settings),
});
