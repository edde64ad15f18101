import type { Choice } from '../../framework/agenda.ts';
import type { Attack, Wait } from '../../framework/attack.ts';
import type { AttackerClass } from '../../framework/attacker.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import { attackersOf } from './attackers.ts';
import type { Attackers } from './attackers.ts';
import { linesPerAttack } from './campaign.ts';
import { chargedHand } from './charged-hand.ts';
import { handOf } from './hand-of.ts';
import type { CampaignGround } from './hand-of.ts';
import { Notices } from './notices.ts';
import { BudgetSpent, Purse } from './purse.ts';
import type { Campaign, Placed } from './campaign.ts';
import type { Powers } from './powers.ts';

/** How long a campaign waits for an answer on its own line, ns (assumption). */
const replyPatienceNs = 5_000_000_000;

/** When attackers begin, and how often they try. */
export interface CampaignPlan {
  readonly attacks: readonly Attack[];
  readonly fromNs: number;
  /** Multiplies the rate of attempts. */
  readonly intensity: number;
  /** Whose attacks they are; nobody's budget where this is left out. */
  readonly attacker?: AttackerClass;
  /** The chain whose stages the attacks are; each plays by itself where nothing is said. */
  readonly chain?: KillChain;
}

/**
 * Runs the campaigns of attacks, one attempt of each attack at a time, in either world, and gives each a hand. Which begins when, an
 * agenda chooses. Every act is labelled in the truth tables, and nothing here decides whether it succeeds.
 */
export class Campaigns {
  private readonly ground: CampaignGround;
  private readonly powers: Powers;
  private readonly placed: readonly Placed[];
  private readonly attackers: Attackers;
  /** What was chosen at each place; it begins when its time has come. */
  private readonly chosen: (Choice | undefined)[] = [];
  private readonly begun: Campaign[] = [];
  private readonly onAttempt: number;
  private readonly onTurn: number;
  private readonly intensity: number;
  private readonly purse: Purse;

  constructor(ground: CampaignGround, plan: CampaignPlan, powers: Powers) {
    const { kernel, seed, firstNode } = ground;
    this.ground = ground;
    this.powers = powers;
    this.intensity = plan.intensity;
    this.purse = new Purse(plan.attacker ?? null);
    ground.labels.priced = plan.attacker !== undefined;
    this.onAttempt = kernel.on((index) => this.begin(index));
    this.onTurn = kernel.on((index, turn) => this.turn(index, turn));
    this.placed = plan.attacks.map((attack, index) => ({
      attack,
      random: new Stream(keyOf(seed, attack.id, 'attack')),
      responses: new Stream(keyOf(seed, attack.id, 'response')),
      searches: new Stream(keyOf(seed, attack.id, 'search')),
      searchingUntilNs: 0,
      firstNode: firstNode + index * linesPerAttack,
      lines: 0,
    }));
    this.attackers = attackersOf(plan, () => kernel.now, seed);
    for (const choice of this.attackers.agenda.first()) this.schedule(choice, plan.fromNs);
  }

  /** Another node runs the campaign's code: its story goes on where it waits for that. */
  rouse(campaign: Campaign): void {
    if (campaign.rousable) this.resume(campaign);
  }

  /** Lets the story of a campaign go on until it waits or ends. */
  resume(campaign: Campaign): void {
    if (campaign.over) return;
    campaign.rousable = false;
    const turn = ++campaign.turn;
    const { kernel } = this.ground;
    const { index } = campaign.attempt;
    // Whoever has worked faster than it can goes on later.
    campaign.putOff = !campaign.putOff && this.purse.freeNs > kernel.now;
    if (campaign.putOff) {
      kernel.at(Math.ceil(this.purse.freeNs), this.onTurn, index, turn);
      return;
    }
    for (;;) {
      const wait = this.goOn(campaign);
      if (wait === null) {
        this.end(campaign);
        return;
      }
      if ('untilNs' in wait) {
        campaign.rousable = wait.orTaken === true;
        kernel.at(Math.max(kernel.now, Math.round(wait.untilNs)), this.onTurn, index, turn);
        return;
      }
      const line = this.powers.lines.held('line' in wait ? wait.line : wait.reply);
      if ('line' in wait && line.state !== 'opening') continue;
      if ('reply' in wait && line.state !== 'open') continue;
      line.waiting = campaign;
      if ('reply' in wait) kernel.after(replyPatienceNs, this.onTurn, index, turn);
      return;
    }
  }

  /** What its story waits for next; null where it has come to its end, or its attacker to the end of its means. */
  private goOn(campaign: Campaign): Wait | null {
    const { attempt, notices, story } = campaign;
    try {
      this.purse.noticed(attempt.spent, notices.look(this.ground.kernel.now));
      this.purse.checkWall(this.ground.kernel.now);
      const next = story.next();
      return next.done === true ? null : next.value;
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      attempt.exhausted = error.item;
      return null;
    }
  }

  /** Ends what can no longer be paid for, once nobody stands in it: it was found out on a wire or inside a node. */
  private cutOff(campaign: Campaign): void {
    const { kernel } = this.ground;
    if (!campaign.over) kernel.at(kernel.now, this.onTurn, campaign.attempt.index, ++campaign.turn);
  }

  private schedule(choice: Choice, afterNs: number): void {
    const { random, attack } = this.placed[choice.place]!;
    if (this.chosen[choice.place] !== undefined) throw new RangeError(`${attack.id} was chosen while it plays`);
    this.chosen[choice.place] = choice;
    const gap = choice.rests ? -Math.log(random.open()) * (attack.intensity.everyNs / this.intensity) : 0;
    const at = Math.round(afterNs + gap);
    if (at < this.ground.untilNs) this.ground.kernel.at(at, this.onAttempt, choice.place);
  }

  private begin(index: number): void {
    const place = this.placed[index]!;
    const { kernel, labels } = this.ground;
    if (!this.purse.begins(kernel.now)) return;
    const choice = this.chosen[index]!;
    const attempt = labels.begin(place.attack.id, kernel.now, choice.part);
    labels.step(attempt, 'begin', kernel.now);
    const campaign: Campaign = {
      attempt,
      place,
      choice,
      gained: [],
      story: (function* () {})(),
      taps: [],
      strips: [],
      lines: [],
      insides: [],
      notices: new Notices(this.purse.pauses),
      rousable: false,
      putOff: false,
      over: false,
      turn: 0,
    };
    campaign.story = place.attack.campaign(
      chargedHand(handOf(campaign, { ground: this.ground, powers: this.powers, mind: this.attackers.minds[index]! }), {
        campaign,
        purse: this.purse,
        held: (line) => this.powers.lines.held(line),
        cutOff: (one) => this.cutOff(one),
      }),
    );
    this.begun.push(campaign);
    this.resume(campaign);
  }

  private turn(index: number, turn: number): void {
    const campaign = this.begun[index]!;
    if (campaign.over || campaign.turn !== turn) return;
    for (const line of campaign.lines) if (line.waiting === campaign) line.waiting = null;
    this.resume(campaign);
  }

  private end(campaign: Campaign): void {
    const { kernel, labels } = this.ground;
    campaign.over = true;
    const { taps, insides, implants, lines } = this.powers;
    taps.leave(campaign);
    implants.leave(campaign);
    insides.leave(campaign);
    for (const line of campaign.lines) lines.hangUp(line);
    campaign.attempt.exhausted ??= this.purse.exhausted;
    const { choice, gained } = campaign;
    const { agenda, minds } = this.attackers;
    this.chosen[choice.place] = undefined;
    const follow = agenda.next(choice, gained, minds[choice.place]!, campaign.attempt.spent.alarms);
    const { part } = choice;
    labels.end(
      campaign.attempt,
      kernel.now,
      part !== undefined && !follow.some((next) => next.part?.play === part.play),
    );
    for (const next of follow) this.schedule(next, kernel.now);
  }
}
