import type { Control, Guard, Post } from '../framework/control.ts';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import { points } from '../framework/figure.ts';
import { seconds } from '../framework/time.ts';
import type { Refusal } from '../framework/verdict.ts';
import { AlarmRule, fading } from './alarm-rule.ts';
import type { AlarmTerms } from './alarm-rule.ts';
import { DoubleColumn } from './columns.ts';
import { RateSense } from './rate-sense.ts';
import type { RateTerms } from './rate-sense.ts';

/** Settings of C44. */
export interface DetectorSettings extends AlarmTerms {
  /** How it listens to how often sources speak and doors are knocked at; it does not where this is absent. */
  readonly rates?: RateTerms;
}

/** Settings of the catalogue's C44. */
export const usualDetector: DetectorSettings = {
  alarmAt: 3,
  calmAt: 2,
  halfLifeNs: seconds(60),
  quietNs: seconds(120),
};

/** Reason of an alarm that no refusal is behind. */
export const surge = 'comes more often than usual';

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

/**
 * C44: refusals add up by node, fade with time, and raise an alarm beyond a fixed threshold; what comes more often than usual counts too
 * where it is to. Notices, stops nothing (R5).
 */
export const detector = (settings: DetectorSettings = usualDetector): Control => {
  const fade = fading(settings.halfLifeNs);
  const { rates } = settings;
  const stand = (): Guard => {
    const score = new DoubleColumn();
    const scoredAt = new DoubleColumn();
    const rule = new AlarmRule(settings);
    const faded = (about: number, nowNs: number): number =>
      score.at(about) * fade(Math.max(nowNs - scoredAt.at(about), 0));
    const tell = (about: number, reason: string, now: number, at: Post): void => {
      if (rule.isAlarm(about, now, at.now)) at.alarm(about, reason, now);
    };
    const notice = (about: number, refusal: Refusal, at: Post): void => {
      const weight = weightOf[refusal];
      if (weight === 0 || about < 0 || about >= firstSubjectWithoutNode) return;
      at.charge('lookup');
      const now = faded(about, at.now) + weight;
      score.put(about, now);
      scoredAt.put(about, at.now);
      tell(about, refusal, now, at);
    };
    const count = (sense: RateSense, source: number, at: Post): void => {
      if (source < 0 || source >= firstSubjectWithoutNode) return;
      at.charge('lookup');
      const beyond = sense.count(source, at.now);
      if (beyond > 0) tell(source, surge, faded(source, at.now) + beyond, at);
    };
    const sources = rates === undefined ? null : new RateSense(rates);
    const doors = rates === undefined ? null : new RateSense(rates);
    return {
      ...(doors === null
        ? {}
        : {
            admit(_hello, at) {
              // By door only: whoever has no channel yet may give any address as its own.
              count(doors, at.node, at);
              return undefined;
            },
          }),
      witness(message, verdict, at) {
        if (verdict === undefined) {
          // Only what was taken: what is played again on the wire is not its sender's doing, and who is cut off may go on trying.
          if (sources !== null && at.session >= 0) count(sources, at.peer, at);
          return;
        }
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
      'Sees refusals only, as set here: what every control lets pass it cannot notice; where it listens to rates too, a slow attacker, and who has come at that rate from the beginning, are as usual to it. Blames the claimed address where nothing proves one. One alarm about a node in two minutes.',
    source:
      'Threshold, weights, half-life and quiet time: assumption, frozen for all attacks; hysteresis as in alarm practice (ISA-18.2).',
    stand,
  };
};
