import type { Choice } from '../../framework/agenda.ts';
import type { Attack, Hand, Stage, Wait } from '../../framework/attack.ts';
import type { AttackerClass } from '../../framework/attacker.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import type { Footing } from '../../framework/truth.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import { attackersOf } from './attackers.ts';
import type { Attackers } from './attackers.ts';
import { linesPerAttack } from './campaign.ts';
import { chargedHand } from './charged-hand.ts';
import { Notices } from './notices.ts';
import { BudgetSpent, Purse } from './purse.ts';
import type { Campaign, Placed } from './campaign.ts';
import type { Labels } from './labels.ts';
import type { Powers } from './powers.ts';
import type { Ring } from './ring.ts';

/** How long a campaign waits for an answer on its own line, ns (assumption). */
const replyPatienceNs = 5_000_000_000;

/** When attackers begin, and how often they try. */
export interface AttackPlan {
  readonly attacks: readonly Attack[];
  readonly fromNs: number;
  /** Multiplies the rate of attempts. */
  readonly intensity: number;
  /** Whose attacks they are; nobody's budget where this is left out. */
  readonly attacker?: AttackerClass;
  /** The chain whose stages the attacks are; each plays by itself where nothing is said. */
  readonly chain?: KillChain;
}

/** What a run's attackers start from. */
export interface CampaignGround {
  readonly kernel: Kernel;
  readonly stage: Stage;
  readonly labels: Labels;
  /** First node of the attackers. */
  readonly firstNode: number;
  /** Keys that were copied before the run, by name. */
  readonly copies: ReadonlyMap<string, Ring>;
  readonly seed: number;
  readonly untilNs: number;
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

  constructor(ground: CampaignGround, plan: AttackPlan, powers: Powers) {
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
      chargedHand(this.handFor(campaign), {
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

  private handFor(campaign: Campaign): Hand {
    const { kernel, stage, labels, copies } = this.ground;
    const { taps, lines, insides, implants, floods } = this.powers;
    const { id } = campaign.place.attack;
    const accountOf = (name: string): Stage['accounts'][string] => {
      const account = stage.accounts[name];
      if (account === undefined) throw new RangeError(`${id} asks for account "${name}": the stage has none`);
      return account;
    };
    const stand = (footing: Footing, node: number, other = -1): void =>
      labels.stand(campaign.attempt, { footing, node, other });
    const mind = this.attackers.minds[campaign.choice.place]!;
    return {
      get now() {
        return kernel.now;
      },
      random: campaign.place.random,
      stage,
      step: (name) => labels.step(campaign.attempt, name, kernel.now),
      wait: (delayNs) => ({ untilNs: kernel.now + Math.max(0, delayNs) }),
      tap: (wire, see) => {
        stand('wire', wire.from, wire.to);
        taps.tap(campaign, wire, see);
      },
      strip: (wire, left) => {
        stand('wire', wire.from, wire.to);
        taps.strip(campaign, wire, left);
      },
      infer: (...what) => taps.infer(campaign, ...what),
      replay: (recording) => taps.replay(campaign, recording),
      inject: (wire, draft) => {
        stand('wire', wire.from, wire.to);
        taps.inject(campaign, wire, draft);
      },
      open: (point, to, as, ring) => {
        const line = lines.open(campaign, point, to, as, ring);
        stand('address', lines.held(line).node);
        return line;
      },
      say: (line, draft) => lines.say(campaign, lines.held(line), draft),
      present: (line, token) => {
        lines.held(line).ring.token = token;
      },
      prove: (line) => lines.prove(campaign, lines.held(line)),
      close: (line) => lines.hangUp(lines.held(line)),
      copied: (name) => {
        const ring = copies.get(name);
        if (ring === undefined) throw new RangeError(`${id} asks for copied keys "${name}": the stage has none`);
        stand('copy', ring.owner);
        return ring;
      },
      feigned: (node, forgery) => lines.feigned(campaign, node, forgery),
      certified: (issuer, node) => lines.certified(campaign, issuer, node),
      founded: (node) => lines.founded(campaign, node),
      requested: (node) => lines.requested(campaign, node),
      account: (name) => {
        const { person } = accountOf(name);
        stand('account', person);
        return lines.account(person);
      },
      persuade: (name) => {
        const { person } = accountOf(name);
        const { drawn } = campaign.place.attack;
        if (drawn === undefined)
          throw new RangeError(`${id} asks a person for a favour: declare \`drawn\`, how often one does it`);
        campaign.attempt.acts++;
        if (campaign.place.responses.uniform() >= drawn.rate) return null;
        stand('account', person);
        return lines.granted(person);
      },
      inside: (node, rewrite) => {
        stand('inside', node);
        insides.enter(campaign, node, rewrite);
      },
      attest: (node, show) => {
        stand('inside', node);
        insides.attest(campaign, node, show);
      },
      watch: (node, see) => {
        stand('inside', node);
        insides.watch(campaign, node, see);
      },
      readMedium: (node) => {
        stand('inside', node);
        return insides.readMedium(campaign, node);
      },
      layDown: (node, ...what) => {
        stand('inside', node);
        insides.layDown(campaign, node, ...what);
      },
      withhold: (node) => {
        stand('inside', node);
        insides.withhold(campaign, node);
      },
      guess: (...what) => insides.guess(campaign, ...what),
      implant: (node, implant) => {
        stand('inside', node);
        implants.implant(campaign, node, implant);
      },
      get taken() {
        return implants.taken(campaign);
      },
      runsIn: (node) => implants.runsIn(campaign, node),
      scan: (node, point, role) => implants.scan(campaign, node, point, role),
      speak: (node, point, to, draft) => implants.speak(campaign, node, point, to, draft),
      gain: (what, keys = null) => {
        if (campaign.place.attack.gains?.includes(what) !== true)
          throw new RangeError(`${id} gains "${what}", which it does not declare`);
        // A thing that is no keys is held or not, however often it is said.
        if (keys === null && campaign.gained.includes(what)) return;
        campaign.gained.push(what);
        mind.learn(what, { atNs: kernel.now, keys });
      },
      gained: (what) => {
        const held = mind.of(what);
        if (held?.keys) stand('copy', held.keys.owner);
        return held;
      },
      flood: (door, perSecond, forNs, source) => {
        if (source === 'own') stand('address', campaign.place.firstNode);
        floods.flood(campaign, door, perSecond, forNs, source);
      },
    };
  }
}
