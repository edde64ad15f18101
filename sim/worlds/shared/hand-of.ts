import type { Hand, Stage } from '../../framework/attack.ts';
import type { Footing } from '../../framework/truth.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Campaign } from './campaign.ts';
import type { LearningMind } from './knowledge.ts';
import type { Labels } from './labels.ts';
import type { Powers } from './powers.ts';
import type { Ring } from './ring.ts';

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

/** What a hand reaches: what the world lets it do, and the mind that it acts for. */
export interface Reach {
  readonly ground: CampaignGround;
  readonly powers: Powers;
  readonly mind: LearningMind;
}

/** A hand of a campaign, which nobody charges yet. */
export function handOf(campaign: Campaign, { ground, powers, mind }: Reach): Hand {
  const { kernel, stage, labels, copies } = ground;
  const { taps, lines, insides, implants, floods } = powers;
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
    prove: (line, comer) => lines.prove(campaign, lines.held(line), comer),
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
    gain: (what, keys = null, session) => {
      if (campaign.place.attack.gains?.includes(what) !== true)
        throw new RangeError(`${id} gains "${what}", which it does not declare`);
      // A thing that is neither is held or not, however often it is said.
      if (keys === null && session === undefined && campaign.gained.includes(what)) return;
      campaign.gained.push(what);
      mind.learn(what, { atNs: kernel.now, keys, ...(session === undefined ? {} : { session }) });
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
