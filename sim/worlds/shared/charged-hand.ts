import type { Hand, Leaving, Line, Ruling } from '../../framework/attack.ts';
import type { Draft, Message } from '../../framework/message.ts';
import type { Footing } from '../../framework/truth.ts';
import type { Campaign, HeldLine } from './campaign.ts';
import { BudgetSpent } from './purse.ts';
import type { Purse } from './purse.ts';

/** What a hand is charged to, and who hears when that is used up while the story waits. */
export interface Charged {
  readonly campaign: Campaign;
  readonly purse: Purse;
  readonly held: (line: Line) => HeldLine;
  readonly cutOff: (campaign: Campaign) => void;
}

/**
 * A hand whose acts are charged before they are carried out. An act that cannot be paid for throws in the story, which ends the attempt;
 * in what sits on a wire or inside a node it is left undone, and so is what would come faster than the attacker can work.
 */
export function chargedHand(hand: Hand, { campaign, purse, held, cutOff }: Charged): Hand {
  const { attempt, notices, place } = campaign;
  const { spent } = attempt;
  const request = (work: 'open' | 'message' = 'message'): void => purse.request(spent, hand.now, work);
  const stand = (footing: Footing, key: string): void => purse.place(spent, footing, key);
  /** Carries out what it does besides its story; nothing where that is beyond its means. */
  const aside = <Result>(act: () => Result, otherwise: Result): Result => {
    if (purse.freeNs > hand.now) return otherwise;
    try {
      return act();
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      cutOff(campaign);
      return otherwise;
    }
  };
  const charged = <Done>(done: Done, idle: Done): Done => {
    if (done !== idle) request();
    return done;
  };
  const rewriting =
    <More extends readonly unknown[]>(rewrite: (...what: More) => Draft | undefined) =>
    (...what: More): Draft | undefined =>
      aside(() => charged(rewrite(...what), undefined), undefined);
  const charges: Partial<Hand> = {
    tap: (wire, see) => {
      stand('wire', `${wire.from} ${wire.to}`);
      hand.tap(wire, (seen) => aside((): Ruling => charged(see(seen), 'pass'), 'pass'));
    },
    strip: (wire, left) => {
      stand('wire', `${wire.from} ${wire.to}`);
      hand.strip(wire, (offered) =>
        aside(() => {
          const kept = left(offered);
          charged(kept.length, offered.length);
          return kept;
        }, offered),
      );
    },
    replay: (recording) => {
      request();
      hand.replay(recording);
    },
    inject: (wire, draft) => {
      stand('wire', `${wire.from} ${wire.to}`);
      request();
      hand.inject(wire, draft);
    },
    open: (...what) => {
      stand('address', String(place.firstNode));
      request('open');
      const line = hand.open(...what);
      notices.opened(held(line));
      return line;
    },
    say: (line, draft) => {
      request();
      const number = hand.say(line, draft);
      notices.said(held(line), draft.kind, number, hand.now);
      return number;
    },
    prove: (...what) => {
      // What a search takes is known once it has begun.
      const found = hand.prove(...what);
      if (found !== undefined) purse.search(spent, (found.untilNs - hand.now) / 1e9);
      return found;
    },
    close: (line) => {
      notices.closed(held(line));
      hand.close(line);
    },
    copied: (name) => {
      stand('copy', name);
      return hand.copied(name);
    },
    feigned: (...what) => {
      purse.certificate(spent, hand.now);
      return hand.feigned(...what);
    },
    certified: (issuer, node) => {
      stand('copy', `issuer ${issuer}`);
      purse.certificate(spent, hand.now);
      return hand.certified(issuer, node);
    },
    founded: (node) => {
      const own = hand.founded(node);
      return {
        ...own,
        certify: (other) => {
          purse.certificate(spent, hand.now);
          return own.certify(other);
        },
      };
    },
    requested: (...what) => {
      purse.certificate(spent, hand.now);
      return hand.requested(...what);
    },
    account: (name) => {
      stand('account', name);
      return hand.account(name);
    },
    persuade: (name) => {
      request();
      return hand.persuade(name);
    },
    inside: (node, rewrite) => {
      stand('inside', String(node));
      notices.inside(node, hand.now);
      hand.inside(
        node,
        rewriting((leaving: Leaving) => {
          const draft = rewrite(leaving);
          if (draft !== undefined) notices.altered(node, hand.now);
          return draft;
        }),
      );
    },
    attest: (node, show) => {
      stand('inside', String(node));
      hand.attest(node, (own, genuine) => aside(() => charged(show(own, genuine), own), own));
    },
    watch: (node, see) => {
      stand('inside', String(node));
      hand.watch(node, see);
    },
    readMedium: (node) => {
      stand('inside', String(node));
      request();
      return hand.readMedium(node);
    },
    layDown: (node, ...what) => {
      stand('inside', String(node));
      request();
      hand.layDown(node, ...what);
    },
    withhold: (node) => {
      stand('inside', String(node));
      hand.withhold(node);
    },
    implant: (node, code) => {
      stand('inside', String(node));
      hand.implant(node, {
        ...(code.heard && {
          heard: (at: number, message: Message) => aside(() => code.heard!(at, message), undefined),
        }),
        ...(code.rewrite && { rewrite: rewriting((at: number, leaving: Leaving) => code.rewrite!(at, leaving)) }),
      });
    },
    scan: (...what) => {
      request();
      return hand.scan(...what);
    },
    speak: (...what) => {
      request();
      return hand.speak(...what);
    },
    flood: (door, perSecond, forNs, source) => {
      const rate = Math.min(perSecond, purse.rate);
      purse.paced(spent, hand.now, Math.round((rate * forNs) / 1e9));
      hand.flood(door, rate, forNs, source);
    },
  };
  // Own properties of one object: nothing leads back to the hand that nobody charges.
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(hand),
      ...Object.getOwnPropertyDescriptors(charges),
    },
  ) as Hand;
}
