import { expect, test } from 'vitest';
import { deviceClone } from '../attacks/device-clone.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import { forgeries } from '../sim/framework/crypto.ts';
import type { Forgery } from '../sim/framework/crypto.ts';
import { factKinds } from '../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../sim/framework/fact.ts';
import { refusals } from '../sim/framework/verdict.ts';
import { planOf, play } from './testing/play.ts';

/** Why attackers' openings were turned away, as `C01 untrusted-chain`, in order. */
class TurnedAway implements FactObserver {
  readonly why: string[] = [];

  block(facts: FactBlock): void {
    for (let row = 0; row < facts.count; row++) {
      if (factKinds[facts.kind[row]!] !== 'not-opened' || facts.label[row] === 0) continue;
      this.why.push(`C${String(facts.detail[row]).padStart(2, '0')} ${refusals[facts.outcome[row]!]}`);
    }
  }
}

/** A01 with a forgery alone, always of one kind. */
const forging = (forgery: Forgery): Attack => ({
  ...deviceClone,
  *campaign(hand) {
    const victim = hand.stage.victims.find(({ thing }) => thing === hand.stage.copies['camera']!.node)!;
    hand.step('forge');
    const line = hand.open(victim.point, victim.entry, victim.thing, hand.feigned(victim.thing, forgery));
    yield { line };
    if (line.state !== 'open') return;
    const body = { ...victim.report, at: hand.now };
    hand.say(line, { kind: 'report', subject: victim.thing, dataClass: 'operational', body });
    yield hand.wait(2e9);
  },
});

const set = { rooms: 2, persons: 2, guests: 1, durationSeconds: 120 };
const played = (
  attack: Attack,
  without: readonly ControlId[],
  suite: 'symbolic' | 'openssl' = 'symbolic',
  leftOut = 'nothing',
) => {
  const away = new TurnedAway();
  const plan = planOf(
    { profile: { name: 'framework', without }, attacks: [attack], suite, observers: [away], intensity: 2 },
    { ...set, leftOut },
  );
  const { observed } = play(plan);
  return { away: away.why, ...observed.attacks[0]! };
};
const reasonOf: Readonly<Record<Forgery, string>> = {
  namesake: 'C01 untrusted-chain',
  impostor: 'C01 untrusted-chain',
  unlabelled: 'C01 untrusted-chain',
  truncated: 'C01 malformed',
  garbled: 'C01 malformed',
};

test.each(forgeries.flatMap((forgery) => (['symbolic', 'openssl'] as const).map((suite) => [forgery, suite] as const)))(
  'a "%s" certificate is turned away because its chain does not verify, in %s',
  (forgery, suite) => {
    const { attempts, successes, away } = played(forging(forgery), [], suite);
    expect(attempts).toBeGreaterThan(5);
    expect(successes).toBe(0);
    expect(new Set(away)).toEqual(new Set([reasonOf[forgery]]));
  },
);

test('software that follows no chain still turns away what cannot be read, and what can it does not turn away', () => {
  const awayOf = (forgery: Forgery, suite?: 'openssl') => new Set(played(forging(forgery), [], suite, 'chain').away);
  expect(awayOf('garbled')).toEqual(new Set(['C01 malformed']));
  expect(awayOf('truncated', 'openssl')).toEqual(new Set(['C01 malformed']));
  expect(awayOf('unlabelled')).toEqual(new Set());
});

test('where nobody has to prove a name a forged certificate does no worse than a true one', () => {
  // It has no object key either, which is another thing.
  expect(played(forging('impostor'), ['C01']).successes).toBe(0);
  const { attempts, successes, away } = played(forging('impostor'), ['C01', 'C16']);
  expect([successes, away]).toEqual([attempts, []]);
});

test('a clone whose copied keys have run out shows certificates of its own making, and they do not help it', () => {
  const { attempts, successes, steps, away } = played(deviceClone, []);
  expect(attempts).toBeGreaterThan(3);
  expect(successes).toBe(0);
  expect(steps['forge']).toBe(attempts);
  // Each attempt is turned away twice: with the copy, then with the forgery.
  const [copies, forged] = [0, 1].map((turn) => away.filter((_, place) => place % 2 === turn));
  expect(new Set(copies)).toEqual(new Set(['C01 expired-credential']));
  expect(new Set(forged)).toEqual(new Set(['C01 untrusted-chain', 'C01 malformed']));
});
