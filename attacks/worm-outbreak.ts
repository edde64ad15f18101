import type { Attack, Hand, Wait } from '../sim/framework/attack.ts';
import type { Draft } from '../sim/framework/message.ts';
import type { Image } from '../sim/framework/messages/maintenance.ts';
import { millis, seconds } from '../sim/framework/time.ts';
import { contraryReport } from './steps/contrary-report.ts';

/** How a worm goes about it. */
export interface WormTerms {
  /** Mean time from one address to the next that a thing with the worm in it tries, ns. */
  readonly scanEveryNs: number;
  /** Pairs of name and password that it knows, and how many of them, by lot, it tries at one door. */
  readonly pairs: number;
  readonly triesADoor: number;
  /** How long it only spreads, and how long it strikes, ns. */
  readonly spreadsNs: number;
  readonly strikesNs: number;
}

/** As Mirai, which knew 61 pairs and tried ten at a door; hours there are seconds here (assumption). */
const mirai: WormTerms = {
  scanEveryNs: seconds(0.2),
  pairs: 61,
  triesADoor: 10,
  spreadsNs: seconds(25),
  strikesNs: seconds(4),
};

/** The worm as an image: newer than anything, and signed by nobody. Its length: assumption. */
const image: Image = { code: 'worm 1', version: 1e6, length: 60_000, signature: null };
/** Time between two words of a thing in the flood, ns. */
const floodGapNs = millis(50);

/** Says something about the thing to which it is said. */
const to = <K extends 'login' | 'image'>(kind: K, thing: number, body: Draft<K>['body']): Draft<K> => ({
  kind,
  subject: thing,
  dataClass: 'operational',
  body,
});

/** Has the worm run in the first thing, and returns how a thing that it is in tries a door: what the door answers is what happens. */
export function release(
  hand: Hand,
  terms: Pick<WormTerms, 'pairs' | 'triesADoor'>,
  lies: Map<number, Draft<'report'>>,
): (bot: number, door: number) => void {
  /** Pairs that are still to be tried, by who tried the last one under which number. */
  const knocked = new Map<string, number[]>();
  const knock = (bot: number, door: number, pairs: number[]): void => {
    const secret = pairs.pop();
    if (secret !== undefined)
      knocked.set(`${bot} ${hand.speak(bot, 'RP-T', door, to('login', door, { secret }))}`, pairs);
  };
  const first = hand.stage.insiders['thing']!;
  hand.implant(first, {
    heard(bot, { kind, re, from, body }) {
      const pairs = knocked.get(`${bot} ${re}`);
      if (kind !== 'answer' || pairs === undefined) return;
      knocked.delete(`${bot} ${re}`);
      if (hand.runsIn(from)) return;
      if ('done' in body && body.done === 1) hand.speak(bot, 'RP-T', from, to('image', from, image));
      else knock(bot, from, pairs);
    },
    rewrite(bot, leaving) {
      // The first one stays quiet; who was taken says the contrary of its state from then on, and the worm keeps that.
      const draft = bot === first ? undefined : contraryReport(leaving);
      if (draft !== undefined) lies.set(bot, draft);
      return draft;
    },
  });
  return (bot, door) => knock(bot, door, byLot(hand, terms));
}

/** Spreads for a time: things that the worm is in scan for others by lot, and try the doors that they find. */
export function* spread(
  hand: Hand,
  { scanEveryNs, spreadsNs }: Pick<WormTerms, 'scanEveryNs' | 'spreadsNs'>,
  tryDoor: (bot: number, door: number) => void,
): Generator<Wait, void, void> {
  const untilNs = hand.now + spreadsNs;
  while (hand.now < untilNs) {
    const gapNs = (-Math.log(hand.random.open()) * scanEveryNs) / hand.taken.length;
    const next = hand.wait(Math.min(Math.round(gapNs), untilNs - hand.now));
    // Where another thing scans too from now on, the next scan is drawn anew: gaps have no memory.
    yield { ...next, orTaken: true };
    if (hand.now < next.untilNs || hand.now >= untilNs || hand.taken.length === 0) continue;
    const bot = hand.taken[hand.random.below(hand.taken.length)]!;
    const door = hand.scan(bot, 'RP-T', 'device');
    if (door >= 0 && !hand.runsIn(door)) tryDoor(bot, door);
  }
}

/** Different pairs, as many as are tried at one door. */
function byLot({ random }: Hand, { pairs, triesADoor }: Pick<WormTerms, 'pairs' | 'triesADoor'>): number[] {
  const first = random.below(pairs);
  return Array.from({ length: Math.min(pairs, triesADoor) }, (_, place) => (first + place) % pairs);
}

/** Has every thing that the worm is in say its lie to the platform that it reports to, again and again. */
function* strike(hand: Hand, lies: Map<number, Draft<'report'>>, forNs: number): Generator<Wait, void, void> {
  for (const untilNs = hand.now + forNs; hand.now < untilNs; yield hand.wait(floodGapNs)) {
    for (const bot of hand.taken) {
      const draft = lies.get(bot);
      if (draft !== undefined) hand.speak(bot, 'RP-T', hand.scan(bot, 'RP-T', 'iot-platform'), draft);
    }
  }
}

/**
 * Malware on one thing of the network tries the passwords that makers ship with at the doors of all others, and puts itself onto
 * those that let it in, which do the same; then all of them say false things, as fast as they can. Breaks authenticity: of the code
 * that runs, and of what things say.
 */
export const wormOutbreak: Attack = {
  id: 'A22',
  name: 'worm-outbreak',
  summary:
    'Malware spreads from thing to thing by the passwords that makers ship with, and then floods platforms with lies.',
  classes: ['PV'],
  groups: ['R1', 'R5'],
  breaks: 'authenticity',
  position: 'code on one thing of the network',
  knowledge: 'protocol',
  budget: 'one thing to begin with; five addresses a second and ten passwords an address from each thing that it is in',
  preconditions:
    'things serve maintenance to their network, and some still have the password that their maker ships with',
  needs: ['insiders.thing', 'hand.implant'],
  steps: ['spread', 'strike'],
  gains: ['things'],
  observables:
    'logins between things that never spoke to each other; images that no maker has signed; a platform’s queue',
  // A thing that the worm is in proves its own name, says only what things may say, and stays within what a thing may send.
  beatenBy: ['C37'],
  notBeatenBy: ['C32', 'C01', 'C04', 'C12', 'C16', 'C24', 'C28'],
  residual: { rate: 0, reason: 'none is known: doors still open to known passwords, and nothing that comes in is run' },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1584.005', 'ATT&CK v18.1 ICS T0866'],
  intensity: { everyNs: seconds(10), source: 'assumption' },
  *campaign(hand) {
    const lies = new Map<number, Draft<'report'>>();
    hand.step('spread');
    yield* spread(hand, mirai, release(hand, mirai, lies));
    if (hand.taken.length > 1) hand.gain('things');
    hand.step('strike');
    yield* strike(hand, lies, mirai.strikesNs);
  },
  // The worm has gone on by itself: not one thing only runs it.
  goal: { over: 'facts', needed: 3, reached: (fact) => fact.kind === 'booted' && fact.forged },
};
