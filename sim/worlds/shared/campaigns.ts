import type { Attack, Hand, Line, Loot, Stage } from '../../framework/attack.ts';
import type { Footing } from '../../framework/truth.ts';
import type { Point } from '../../framework/figure.ts';
import type { Draft } from '../../framework/message.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import { linesPerAttack } from './campaign.ts';
import type { Campaign, HeldLine, Placed } from './campaign.ts';
import type { Labels } from './labels.ts';
import type { Ring } from './ring.ts';

/** How long a campaign waits for an answer on its own line, ns (assumption). */
const replyPatienceNs = 5_000_000_000;

/** When attackers begin, and how often they try. */
export interface AttackPlan {
  readonly attacks: readonly Attack[];
  readonly fromNs: number;
  /** Multiplies the rate of attempts. */
  readonly intensity: number;
}

/** What a world lets an attacker do from the places that it holds; `campaign` is whose hand does it. */
export interface Powers {
  readonly taps: {
    tap(campaign: Campaign, ...what: Parameters<Hand['tap']>): void;
    strip(campaign: Campaign, ...what: Parameters<Hand['strip']>): void;
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
    account(person: number): Loot;
    /** The same for one whose person was tricked into it: what is said with them is forged, and told to an outsider. */
    granted(person: number): Loot;
    /** The line behind what its owner holds. */
    held(view: Line): HeldLine;
    prove(campaign: Campaign, line: HeldLine): ReturnType<Hand['prove']>;
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
 * Runs the campaigns of attacks, one attempt of each attack at a time, in either world, and gives each a hand. Every act is
 * labelled in the truth tables, and nothing here decides whether it succeeds.
 */
export class Campaigns {
  private readonly ground: CampaignGround;
  private readonly powers: Powers;
  private readonly placed: readonly Placed[];
  private readonly begun: Campaign[] = [];
  private readonly onAttempt: number;
  private readonly onTurn: number;
  private readonly intensity: number;

  constructor(ground: CampaignGround, plan: AttackPlan, powers: Powers) {
    const { kernel, seed, firstNode } = ground;
    this.ground = ground;
    this.powers = powers;
    this.intensity = plan.intensity;
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
    this.placed.forEach((place, index) => this.schedule(index, plan.fromNs, place));
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
    for (;;) {
      const next = campaign.story.next();
      if (next.done === true) {
        this.end(campaign);
        return;
      }
      const wait = next.value;
      const index = campaign.attempt.index;
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

  private schedule(index: number, afterNs: number, place: Placed): void {
    const gap = -Math.log(place.random.open()) * (place.attack.intensity.everyNs / this.intensity);
    const at = Math.round(afterNs + gap);
    if (at < this.ground.untilNs) this.ground.kernel.at(at, this.onAttempt, index);
  }

  private begin(index: number): void {
    const place = this.placed[index]!;
    const { kernel, labels } = this.ground;
    const attempt = labels.begin(place.attack.id, kernel.now);
    labels.step(attempt, 'begin', kernel.now);
    const campaign: Campaign = {
      attempt,
      place,
      story: (function* () {})(),
      taps: [],
      strips: [],
      lines: [],
      insides: [],
      rousable: false,
      over: false,
      turn: 0,
    };
    campaign.story = place.attack.campaign(this.handFor(campaign));
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
    labels.end(campaign.attempt, kernel.now);
    const index = this.placed.indexOf(campaign.place);
    this.schedule(index, kernel.now, campaign.place);
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
      flood: (door, perSecond, forNs, source) => {
        if (source === 'own') stand('address', campaign.place.firstNode);
        floods.flood(campaign, door, perSecond, forNs, source);
      },
    };
  }
}
