import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { beyondLiveHands } from '../sim/worlds/live/attackers/live-insides.ts';
import { emptyStage } from './kit/stage.ts';
import { checkStage, UnstagedAttack } from './stage-needs.ts';
import { planIn, play } from './testing/play.ts';
import { attacksOf } from './testing/trial.ts';
import { trials } from './testing/trials.ts';

test.each(attacks.map((attack) => [attack.id, attack] as const))(
  '%s says what it needs, and an empty stage has none of it',
  (_id, attack) => {
    expect(attack.needs?.length).toBeGreaterThan(0);
    expect(() => checkStage([attack], emptyStage, 'nowhere')).toThrow(UnstagedAttack);
  },
);

test('a campaign that does what hands cannot do everywhere says so, and is refused there', () => {
  let declared = 0;
  for (const attack of attacks) {
    const file = readFileSync(new URL(`../attacks/${attack.name}.ts`, import.meta.url), 'utf8');
    for (const need of beyondLiveHands) {
      const does = file.includes(`${need}(`);
      expect([attack.id, need, attack.needs!.includes(need)]).toEqual([attack.id, need, does]);
      if (!does) continue;
      declared++;
      const needs = [need];
      expect(() => checkStage([{ ...attack, needs }], emptyStage, 'nowhere', beyondLiveHands)).toThrow(
        `${attack.id} ${attack.name} needs ${need}, which no attacker has in the live world`,
      );
      expect(() => checkStage([{ ...attack, needs }], emptyStage, 'nowhere')).not.toThrow();
    }
  }
  expect(declared).toBe(11);
});

// An attempt a few seconds after the start of a run, under no controls, so that every campaign gets to its end.
test.each(trials)(
  'in %s whatever attack is asked for is played, or told to lack something of the stage',
  (_id, trial) => {
    const { scenario, small } = trial;
    const own = attacksOf(trial);
    let played = 0;
    for (const attack of attacks) {
      const plan = planIn(scenario, { attacks: [attack], profile: { name: 'none', without: [] }, intensity: 6 }, small);
      try {
        expect(play(plan).world.labels.attempts.length).toBeGreaterThan(0);
        played++;
      } catch (error) {
        expect(error, `${attack.id}: ${String(error)}`).toBeInstanceOf(UnstagedAttack);
        expect(own).not.toContain(attack);
      }
    }
    expect(played).toBeGreaterThanOrEqual(own.length);
  },
);
