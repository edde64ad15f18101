import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { sessionOf, walkIn } from './steps/walk-in.ts';

/**
 * Somebody tells a character, in what looks like talk, to look up what the plaza knows of a child and to show it
 * to him. The character takes it for an instruction. Breaks privacy of the child.
 */
export const poisonedAgent: Attack = {
  id: 'A48',
  name: 'poisoned-agent',
  summary: 'Injected content steers an AI character to look up what the plaza knows of a child, and to show it.',
  classes: ['IA'],
  groups: ['R1', 'R5'],
  breaks: 'privacy',
  position: 'an account of an adult who may talk to the character like anybody',
  knowledge: 'protocol',
  budget: 'one account, one message an attempt',
  preconditions: 'the character does what it is told in what it hears, as this one does',
  needs: ['accounts.stranger', 'targets.child', 'targets.character'],
  steps: ['inject'],
  gains: ['records'],
  observables: 'a refused tool call of a character; data of a child that nobody entitled has asked for',
  // The tool was never given to the character; that rights of persons (C12, C13) stand before the same data does not help: the character
  // asks with its own.
  beatenBy: ['C40'],
  notBeatenBy: ['C01', 'C12', 'C13', 'C25', 'C27', 'C31'],
  residual: {
    rate: 0,
    reason: 'none for tools that the character was not given; those it was given serve whoever steers it',
  },
  references: ['ATLAS 5.6.0 AML.T0051', 'ATLAS 5.6.0 AML.T0053'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const account = hand.stage.accounts['stranger']!;
    const { person } = account;
    const { child, character } = hand.stage.targets!;
    hand.step('inject');
    const line = yield* walkIn(hand, { ...account, keys: hand.account('stranger') });
    if (line === undefined) return;
    const visit = { person, band: 'adult', barred: [], at: hand.now, ...sessionOf(line) } as const;
    hand.say(line, { kind: 'visit', subject: person, dataClass: 'personal', body: visit });
    yield hand.wait(seconds(1));
    const request = { manner: 'say', content: 0, rating: 'all', asks: 'lookup', about: child! } as const;
    const words = { person, to: character!, ...request };
    hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: words });
    yield hand.wait(seconds(5));
    if (line.inbox.some(({ body }) => body !== null && 'band' in body && 'about' in body)) hand.gain('records');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'disclosed' && !fact.entitled && fact.dataClass === 'child',
  },
};
