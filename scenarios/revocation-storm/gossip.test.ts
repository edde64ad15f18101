import { expect, test } from 'vitest';
import { identityForgery } from '../../attacks/identity-forgery.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { seconds } from '../../sim/framework/time.ts';
import { planIn, play } from '../testing/play.ts';
import { revocationStorm } from './scenario.ts';
import { trial } from './testing/trial.ts';

/**
 * A02 by somebody who has the key of the log too, and patience: its log leaves the true one before the storm, and what stands in it is
 * shown to a platform after the storm, when the true log has come to the same size.
 */
const otherPast: Attack = {
  ...identityForgery,
  intensity: { everyNs: seconds(1), source: 'a test' },
  *campaign(hand) {
    const { issuers, wires } = hand.stage;
    const [issuer] = Object.keys(issuers!);
    const { point, from, to } = wires['reports up 3']!;
    hand.step('forge');
    // Its log begins with certificates that it does not use, so that the true one has come to that size by then.
    for (let unused = 0; unused < 4; unused++) hand.certified(issuer!, from);
    const forged = hand.certified(issuer!, from);
    yield hand.wait(seconds(80));
    const line = hand.open(point, to, from, forged);
    yield { line };
    hand.close(line);
  },
};

const attacked = (gossipSeconds: number, without: readonly ControlId[] = []) => {
  const set = { stolen: 'both', gossipSeconds, dropAfterSeconds: 170, durationSeconds: 200 };
  const profile = { name: 'framework', without } as const;
  const { observed } = play(planIn(revocationStorm, { attacks: [otherPast], profile }, set));
  const { attempts, successes, detected } = observed.attacks[0]!;
  return { attempts, successes, detected };
};

test('a log that shows one platform another past is found out where platforms push heads to each other, and not where they do not', () => {
  const withGossip = attacked(5);
  expect(withGossip.attempts).toBeGreaterThan(1);
  // An alarm keeps nobody out: what was forged is found out, and works until the root is dropped.
  expect(withGossip).toEqual({ ...withGossip, successes: withGossip.attempts, detected: withGossip.attempts });
  expect(attacked(0)).toEqual({ ...withGossip, detected: 0 });
  expect(attacked(5, ['C07'])).toEqual({ ...withGossip, detected: 0 });
});

/** Alarms of C07 in a run: who is accused, and the attack step behind each. */
class LogAlarms implements FactObserver {
  readonly accused: number[] = [];
  readonly labels: number[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (facts.kind[row] !== factNumber.alarmed || facts.detail[row] !== 7) continue;
      this.accused.push(facts.peer[row]!);
      this.labels.push(facts.label[row]!);
    }
  }
}

const alarmed = (attacks: readonly Attack[], gossipSeconds: number) => {
  const alarms = new LogAlarms();
  const plan = planIn(revocationStorm, { attacks, observers: [alarms] }, { stolen: 'both', gossipSeconds });
  const { observed } = play(plan);
  const { accused, labels } = alarms;
  return { accused, labels, falseAlarms: observed.values['M23']!.n, detected: observed.attacks[0]?.detected ?? 0 };
};

test('an alarm on heads that are pushed descends from the step that forged one of them, and accuses no peer that passed one on', () => {
  const [pushed, silent] = [alarmed([identityForgery], 5), alarmed([identityForgery], 0)];
  const { length: ofPushes } = pushed.accused.filter((node) => node === -1);
  expect(ofPushes).toBeGreaterThan(2);
  expect(silent.accused).not.toContain(-1);
  expect(pushed.labels).not.toContain(0);
  // Those of C44 are left, which a storm raises by itself.
  expect(pushed.falseAlarms).toBe(silent.falseAlarms);
  expect(pushed.detected).toBeGreaterThan(silent.detected);
  expect(alarmed([], 5).labels).toEqual([]);
});

test('where nobody attacks, gossip raises no alarm and refuses nobody more, the storm included', () => {
  const honest = (gossipSeconds: number) => {
    const { observed } = play(planIn(revocationStorm, {}, { gossipSeconds }));
    return [observed.refusals, observed.values['M23']!.value];
  };
  expect(honest(5)).toEqual(honest(0));
});

test('with filters, gossip and a stolen log both suites come to the same facts', () => {
  const set = { ...trial.small, status: 'filter', falsePositives: 0.5, stolen: 'both', gossipSeconds: 3 };
  const digests = (['symbolic', 'openssl'] as const).map(
    (suite) => play(planIn(revocationStorm, { suite, attacks: [identityForgery] }, set)).digest,
  );
  expect(digests[1]).toBe(digests[0]);
});
