import type { Control, Guard, Post } from '../framework/control.ts';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import { points } from '../framework/figure.ts';
import { seconds } from '../framework/time.ts';
import type { Refusal } from '../framework/verdict.ts';
import { DoubleColumn } from './columns.ts';

/** Settings of C44. */
export interface DetectorSettings {
  /** Score that raises an alarm. */
  readonly alarmAt: number;
  /** Score below which a node that raised one is judged anew. */
  readonly calmAt: number;
  /** Time in which a score halves, ns. */
  readonly halfLifeNs: number;
  /** No second alarm about the same node within this time, ns. */
  readonly quietNs: number;
}

const defaults: DetectorSettings = { alarmAt: 3, calmAt: 2, halfLifeNs: seconds(60), quietNs: seconds(120) };

/**
 * Weight of one refusal (assumption, frozen for all attacks): what honest nodes meet in the ordinary course weighs nothing or
 * little, what honest nodes cannot cause by themselves weighs more, and a lie that was caught by computing again is enough.
 */
const weightOf: Readonly<Record<Refusal, number>> = {
  'no-evidence': 1,
  'untrusted-chain': 2,
  'expired-credential': 1,
  'revoked-credential': 2,
  'status-unknown': 0,
  'wrong-peer': 2,
  'lifetime-too-long': 1,
  'record-broken': 2,
  'not-protected': 1,
  stale: 0.5,
  'from-the-future': 0.5,
  'nonce-seen': 2,
  'sequence-seen': 1,
  'not-permitted': 1,
  'no-token': 1,
  'token-expired': 0.25,
  'token-not-bound': 2,
  'token-scope': 1,
  'seal-broken': 2,
  'not-sealed': 1,
  'no-attestation': 2,
  'attestation-stale': 1,
  'unknown-measurement': 2.5,
  'audit-differs': 5,
  'answers-differ': 1,
  rate: 0.1,
  'cookie-missing': 0,
  'no-consent': 0,
  implausible: 1,
  unsafe: 1,
  'storage-key': 2,
  malformed: 1,
  'untrusted-issuer': 1,
  barred: 0,
  'above-age': 0,
  'wrong-region': 0,
  // What is not final yet is asked about again and again.
  'not-final': 0,
  'not-confirmed': 1,
  'over-limit': 0.5,
  // It is who sent the job that had no contract, not who refused it.
  'no-contract': 0,
  'not-logged': 2,
  // Two authorities do not change their records in one moment: honest changes meet it for an instant.
  'not-one-to-one': 0.5,
  // A store that is asked for what it has just erased or laid down anew may meet it once.
  'not-current': 1,
  // A partner with less protection meets it as often as it calls, and so does who has somebody on the way.
  'below-least': 1,
  'not-labelled': 0,
  'label-too-low': 0,
  'label-broken': 2,
  'not-released': 2.5,
  // It follows an alarm: counted as a new one, nobody would ever be released.
  isolated: 0,
  'not-vouched': 2.5,
  // Who comes in pays before it asks; whose clock is a minute behind meets it once.
  'no-stake': 1,
};

/** C44: refusals add up by node, fade with time, and raise an alarm beyond a fixed threshold. Notices, stops nothing (R5). */
export const detector = (settings: DetectorSettings = defaults): Control => {
  const decay = Math.LN2 / settings.halfLifeNs;
  const stand = (): Guard => {
    const score = new DoubleColumn();
    const scoredAt = new DoubleColumn();
    // Time + 1 of the last alarm; negative once the node has calmed down, 0 before the first.
    const alarmedAt = new DoubleColumn();
    const notice = (about: number, refusal: Refusal, at: Post): void => {
      const weight = weightOf[refusal];
      if (weight === 0 || about < 0 || about >= firstSubjectWithoutNode) return;
      at.charge('lookup');
      const elapsed = Math.max(at.now - scoredAt.at(about), 0);
      const before = score.at(about) * Math.exp(-decay * elapsed);
      const now = before + weight;
      score.put(about, now);
      scoredAt.put(about, at.now);
      const alarmed = alarmedAt.at(about);
      const calm = alarmed <= 0 || before < settings.calmAt;
      if (calm && alarmed > 0) alarmedAt.put(about, -alarmed);
      const lastAlarm = alarmed === 0 ? Number.NEGATIVE_INFINITY : Math.abs(alarmed) - 1;
      if (!calm || now < settings.alarmAt || at.now - lastAlarm < settings.quietNs) return;
      alarmedAt.put(about, at.now + 1);
      at.alarm(about, refusal);
    };
    return {
      witness(message, verdict, at) {
        if (verdict === undefined) return;
        notice(at.session < 0 ? message.from : at.peer, verdict, at);
      },
      witnessOpening(_opening, verdict, at) {
        if (verdict === undefined) return;
        notice(at.peer, verdict, at);
        // Who fails at a door may come from a new address each time: failures add up at the door as well.
        notice(at.node, verdict, at);
      },
    };
  };
  return {
    id: 'C44',
    name: 'detector',
    summary:
      'Counts refusals by peer and failed openings by peer and door, fading with a half-life of a minute, and alarms beyond a threshold.',
    groups: ['R5', 'R3'],
    rung: 'framework',
    layer: 'door',
    step: 30,
    places: [...points, 'use', 'act', 'store'],
    limits:
      'Sees refusals only: what every control lets pass it cannot notice. Blames the claimed address where nothing proves one. One alarm about a node in two minutes.',
    source:
      'Threshold, weights, half-life and quiet time: assumption, frozen for all attacks; hysteresis as in alarm practice (ISA-18.2).',
    stand,
  };
};
