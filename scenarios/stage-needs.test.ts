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

test('a campaign that guesses or withholds says so, and is refused where hands cannot do that', () => {
  const doing = ['guess', 'withhold'] as const;
  let declared = 0;
  for (const attack of attacks) {
    for (const what of doing) {
      const does = attack.campaign.toString().includes(`hand.${what}(`);
      expect([attack.id, what, attack.needs!.includes(`hand.${what}`)]).toEqual([attack.id, what, does]);
      if (!does) continue;
      declared++;
      const needs = [`hand.${what}`] as const;
      expect(() => checkStage([{ ...attack, needs }], emptyStage, 'nowhere', beyondLiveHands)).toThrow(
        `${attack.id} ${attack.name} needs hand.${what}, which no attacker has in the live world`,
      );
      expect(() => checkStage([{ ...attack, needs }], emptyStage, 'nowhere')).not.toThrow();
    }
  }
  expect(declared).toBe(3);
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
