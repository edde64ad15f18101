import type { Attack, Hand, Stage } from '../../framework/attack.ts';
import type { KeyRing } from '../../framework/control.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import { linesPerAttack } from './campaign.ts';
import type { Campaign, Placed } from './campaign.ts';
import type { Channels } from './channels.ts';
import type { Corridor, Interceptor } from './corridor.ts';
import { Floods, spoofedAddresses } from './floods.ts';
import type { House } from './house.ts';
import { Insides } from './insides.ts';
import type { Labels } from '../shared/labels.ts';
import { Lines } from './lines.ts';
import type { Openings } from './openings.ts';
import type { Ring } from '../shared/ring.ts';
import type { Stores } from './stores.ts';
import { Taps } from './taps.ts';

/** How long a campaign waits for an answer on its own line, ns (assumption). */
const replyPatienceNs = 5_000_000_000;

/** How many nodes attackers need: their own, one for each line, and the addresses that floods claim to come from. */
export const nodesFor = (attacks: number): number => (attacks === 0 ? 0 : attacks * linesPerAttack + spoofedAddresses);

/** When attackers begin, and how often they try. */
export interface AttackPlan {
  readonly attacks: readonly Attack[];
  readonly fromNs: number;
  /** Multiplies the rate of attempts. */
  readonly intensity: number;
}

/**
 * The attackers: runs their campaigns, one attempt of each attack at a time, and gives each a hand. Every act is labelled
 * in the truth tables, and nothing here decides whether it succeeds.
 */
export class Adversary implements Interceptor {
  readonly insides: Insides;
  private readonly house: House;
  private readonly labels: Labels;
  private readonly taps: Taps;
  private readonly lines: Lines;
  private readonly floods: Floods;
  private readonly placed: Placed[];
  private readonly copies: ReadonlyMap<string, Ring>;
  private readonly campaigns: Campaign[] = [];
  private readonly onAttempt: number;
  private readonly onTurn: number;
  private readonly untilNs: number;
  private readonly intensity: number;

  constructor(
    parts: {
      readonly house: House;
      readonly corridor: Corridor;
      readonly channels: Channels;
      readonly openings: Openings;
      readonly labels: Labels;
      readonly stores: Stores;
      readonly copies: ReadonlyMap<string, Ring>;
    },
    plan: AttackPlan,
    seed: number,
    untilNs: number,
  ) {
    const { house, corridor, channels, openings } = parts;
    this.house = house;
    this.labels = parts.labels;
    this.copies = parts.copies;
    this.untilNs = untilNs;
    this.intensity = plan.intensity;
    this.insides = new Insides(house, parts.stores);
    this.taps = new Taps(house, corridor, channels);
    this.lines = new Lines(house, corridor, channels, openings, (campaign) => this.resume(campaign));
    this.floods = new Floods(house, channels, openings);
    this.onAttempt = house.kernel.on((index) => this.begin(index));
    this.onTurn = house.kernel.on((index, turn) => this.turn(index, turn));
    this.placed = plan.attacks.map((attack, index) => ({
      attack,
      random: new Stream(keyOf(seed, attack.id, 'attack')),
      firstNode: house.nodes.honest + index * linesPerAttack,
      lines: 0,
    }));
    this.placed.forEach((place, index) => this.schedule(index, plan.fromNs, place));
  }

  claimOf(node: number): number {
    return this.lines.claimOf(node);
  }

  ringOf(node: number): KeyRing {
    return this.lines.ringOf(node);
  }

  passing(session: number, slot: number): number {
    return this.taps.passing(session, slot);
  }

  caught(slot: number): void {
    this.lines.caught(slot);
  }

  private schedule(index: number, afterNs: number, place: Placed): void {
    const gap = -Math.log(place.random.open()) * (place.attack.intensity.everyNs / this.intensity);
    const at = Math.round(afterNs + gap);
    if (at < this.untilNs) this.house.kernel.at(at, this.onAttempt, index);
  }

  private begin(index: number): void {
    const place = this.placed[index]!;
    const { kernel } = this.house;
    const attempt = this.labels.begin(place.attack.id, kernel.now);
    this.labels.step(attempt, 'begin', kernel.now);
    const campaign: Campaign = {
      attempt,
      place,
      story: (function* () {})(),
      taps: [],
      lines: [],
      insides: [],
      over: false,
      turn: 0,
    };
    campaign.story = place.attack.campaign(this.handFor(campaign));
    this.campaigns.push(campaign);
    this.resume(campaign);
  }

  /** Lets the story go on until it waits or ends. */
  private resume(campaign: Campaign): void {
    if (campaign.over) return;
    const turn = ++campaign.turn;
    const { kernel } = this.house;
    for (;;) {
      const next = campaign.story.next();
      if (next.done === true) {
        this.end(campaign);
        return;
      }
      const wait = next.value;
      const index = campaign.attempt.index;
      if ('untilNs' in wait) {
        kernel.at(Math.max(kernel.now, Math.round(wait.untilNs)), this.onTurn, index, turn);
        return;
      }
      const line = this.lines.held('line' in wait ? wait.line : wait.reply);
      if ('line' in wait && line.state !== 'opening') continue;
      if ('reply' in wait && line.state !== 'open') continue;
      line.waiting = campaign;
      if ('reply' in wait) kernel.after(replyPatienceNs, this.onTurn, index, turn);
      return;
    }
  }

  private turn(index: number, turn: number): void {
    const campaign = this.campaigns[index]!;
    if (campaign.over || campaign.turn !== turn) return;
    for (const line of campaign.lines) if (line.waiting === campaign) line.waiting = null;
    this.resume(campaign);
  }

  private end(campaign: Campaign): void {
    const { kernel } = this.house;
    campaign.over = true;
    campaign.attempt.endNs = kernel.now;
    this.taps.leave(campaign);
    this.insides.leave(campaign);
    for (const line of campaign.lines) this.lines.hangUp(line);
    const index = this.placed.indexOf(campaign.place);
    this.schedule(index, kernel.now, campaign.place);
  }

  private handFor(campaign: Campaign): Hand {
    const { kernel, cast } = this.house;
    const stage: Stage = cast.stage;
    return {
      get now() {
        return kernel.now;
      },
      random: campaign.place.random,
      stage,
      step: (name) => this.labels.step(campaign.attempt, name, kernel.now),
      wait: (delayNs) => ({ untilNs: kernel.now + Math.max(0, delayNs) }),
      tap: (wire, see) => this.taps.tap(campaign, wire, see),
      replay: (recording) => this.taps.replay(campaign, recording),
      inject: (wire, draft) => this.taps.inject(campaign, wire, draft),
      open: (point, to, as, ring) => this.lines.open(campaign, point, to, as, ring),
      say: (line, draft) => this.lines.say(campaign, this.lines.held(line), draft),
      present: (line, token) => {
        this.lines.held(line).ring.token = token;
      },
      close: (line) => this.lines.hangUp(this.lines.held(line)),
      copied: (name) => {
        const ring = this.copies.get(name);
        if (ring === undefined)
          throw new RangeError(`${campaign.place.attack.id} asks for copied keys "${name}": the stage has none`);
        return ring;
      },
      feigned: (node, forgery) => this.lines.feigned(campaign, node, forgery),
      account: (name) => {
        const account = stage.accounts[name];
        if (account === undefined)
          throw new RangeError(`${campaign.place.attack.id} asks for account "${name}": the stage has none`);
        return this.lines.account(account.person);
      },
      inside: (node, rewrite) => this.insides.enter(campaign, node, rewrite),
      readMedium: (node) => this.insides.readMedium(campaign, node),
      flood: (door, perSecond, forNs, source) => this.floods.flood(campaign, door, perSecond, forNs, source),
    };
  }
}
