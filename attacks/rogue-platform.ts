import type { Attack, Victim } from '../sim/framework/attack.ts';
import type { Move } from '../sim/framework/messages/roaming.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * A platform gone rogue hands over things that it does not hold: code in its things agent puts another thing with a false state in
 * the place of one that really leaves, and somebody then joins the other platform in that thing's name, so that its twin there
 * begins with the lie. Breaks authenticity of the twin.
 */
export const roguePlatform: Attack = {
  id: 'A49',
  name: 'rogue-platform',
  summary: 'A platform hands over things that it does not hold, with false states.',
  classes: ['IX'],
  groups: ['R1', 'R5'],
  breaks: 'authenticity',
  position: 'inside the things agent of one platform, and outside with network access to the others',
  knowledge: 'configuration',
  budget: 'three forged hand-overs and connections an attempt',
  preconditions: 'a thing leaves the platform while the attacker is inside',
  needs: ['victims', 'insiders.things agent'],
  steps: ['forge', 'join'],
  gains: ['name'],
  observables: 'refused hand-overs of one platform, openings without proof, a thing in two places',
  // What is handed over must be the thing's own signed word (C48), and it counts only when the thing itself comes by it (C01): each
  // is enough.
  beatenBy: ['C01', 'C48'],
  notBeatenBy: ['C32', 'C16', 'C12', 'C11'],
  residual: { rate: 0, reason: 'none is known; what a platform does with things that are there is not tried here' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.002'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const { victims, insiders } = hand.stage;
    const forged: { readonly victim: Victim; readonly body: Move }[] = [];
    hand.inside(insiders['things agent']!, (leaving) => {
      if (leaving.kind !== 'move' || leaving.body === null || forged.length === 3) return undefined;
      if (forged.length === 0) hand.step('forge');
      const victim = victims[hand.random.below(victims.length)]!;
      const body = { ...(leaving.body as Move), ...victim.report, at: hand.now };
      forged.push({ victim, body });
      return { ...leaving, subject: victim.thing, body };
    });
    for (let waited = 0, joined = 0; waited < 60 && joined < 3; waited++) {
      yield hand.wait(seconds(0.5));
      const next = forged[joined];
      if (next === undefined) continue;
      if (joined++ === 0) hand.step('join');
      const { thing } = next.victim;
      const line = hand.open('RP-T', next.body.platform, thing, null);
      yield { line };
      if (line.state === 'open') hand.gain('name');
      const body = { at: hand.now, moved: next.body.at };
      hand.say(line, { kind: 'join', subject: thing, dataClass: 'operational', body });
    }
    yield hand.wait(seconds(1));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && fact.forged },
};
