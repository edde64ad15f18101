import type { Hand, Line, Loot } from '../../framework/attack.ts';
import type { Point } from '../../framework/figure.ts';
import type { Draft } from '../../framework/message.ts';
import type { Campaign, HeldLine } from './campaign.ts';

/** What a world lets an attacker do from the places that it holds; `campaign` is whose hand does it. */
export interface Powers {
  readonly taps: {
    tap(campaign: Campaign, ...what: Parameters<Hand['tap']>): void;
    strip(campaign: Campaign, ...what: Parameters<Hand['strip']>): void;
    infer(campaign: Campaign, ...what: Parameters<Hand['infer']>): void;
    replay(campaign: Campaign, ...what: Parameters<Hand['replay']>): void;
    inject(campaign: Campaign, ...what: Parameters<Hand['inject']>): void;
    leave(campaign: Campaign): void;
  };
  readonly lines: {
    open(campaign: Campaign, ...what: Parameters<Hand['open']>): Line;
    say(campaign: Campaign, line: HeldLine, draft: Parameters<Hand['say']>[1]): number;
    feigned(campaign: Campaign, ...what: Parameters<Hand['feigned']>): Loot;
    certified(campaign: Campaign, ...what: Parameters<Hand['certified']>): Loot;
    founded(campaign: Campaign, node: number): ReturnType<Hand['founded']>;
    requested(campaign: Campaign, node: number): ReturnType<Hand['requested']>;
    account(person: number): Loot;
    /** The same for one whose person was tricked into it: what is said with them is forged, and told to an outsider. */
    granted(person: number): Loot;
    /** The line behind what its owner holds. */
    held(view: Line): HeldLine;
    prove(campaign: Campaign, line: HeldLine, comer?: number): ReturnType<Hand['prove']>;
    hangUp(line: HeldLine): void;
  };
  readonly insides: {
    enter(campaign: Campaign, ...what: Parameters<Hand['inside']>): void;
    attest(campaign: Campaign, ...what: Parameters<Hand['attest']>): void;
    watch(campaign: Campaign, ...what: Parameters<Hand['watch']>): void;
    readMedium(campaign: Campaign, node: number): ReturnType<Hand['readMedium']>;
    layDown(campaign: Campaign, ...what: Parameters<Hand['layDown']>): void;
    withhold(campaign: Campaign, node: number): void;
    guess(campaign: Campaign, ...what: Parameters<Hand['guess']>): void;
    leave(campaign: Campaign): void;
  };
  readonly implants: {
    implant(campaign: Campaign, ...what: Parameters<Hand['implant']>): void;
    taken(campaign: Campaign): Hand['taken'];
    runsIn(campaign: Campaign, node: number): boolean;
    scan(campaign: Campaign, ...what: Parameters<Hand['scan']>): number;
    speak(campaign: Campaign, node: number, point: Point, to: number, draft: Draft): number;
    leave(campaign: Campaign): void;
  };
  readonly floods: {
    flood(campaign: Campaign, ...what: Parameters<Hand['flood']>): void;
  };
}
