import type { AttackerClass } from '../../framework/attacker.ts';
import type { Attack } from '../../framework/attack.ts';
import type { Component } from '../../framework/component.ts';
import type { Control } from '../../framework/control.ts';
import type { CostTables } from '../../framework/costs.ts';
import type { Suite } from '../../framework/crypto.ts';
import type { FactObserver } from '../../framework/fact.ts';
import type { Point, Role } from '../../framework/figure.ts';
import type { KillChain } from '../../framework/kill-chain.ts';
import type { RunCosts } from '../../framework/metric.ts';
import type { Message } from '../../framework/message.ts';
import type { StoredDatum } from '../../framework/stored.ts';
import type { ControlTable } from '../../framework/profile.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { LabelTable } from '../../framework/truth.ts';
import { Kernel } from '../../kernel/kernel.ts';
import { Links } from '../../kernel/links.ts';
import { Adversary } from './adversary.ts';
import { nodesFor } from '../shared/campaign.ts';
import { Cells } from '../shared/cells.ts';
import { Channels } from './channels.ts';
import { Commissioning } from './commissioning.ts';
import { chargedBy, ControlCosts, costsBy } from '../shared/control-costs.ts';
import { Corridor } from './corridor.ts';
import { Deeds } from './deeds.ts';
import { recordAlarm } from './house.ts';
import type { House } from './house.ts';
import { identityGround } from './identity-ground.ts';
import { IdentityView } from '../shared/identity-view.ts';
import { IoView } from './io.ts';
import type { Meddler } from './io.ts';
import { RecordedLabels } from './recorded-labels.ts';
import type { Lineage } from '../shared/lineage.ts';
import { byFirst, Nodes } from '../shared/nodes.ts';
import { Openings } from './openings.ts';
import { partyLabels } from '../shared/party-labels.ts';
import { Recorder } from '../shared/recorder.ts';
import { ReasonNumbers } from '../shared/reason-numbers.ts';
import { firstLists, Rings } from '../shared/rings.ts';
import { Machines } from './machines.ts';
import { Mishaps } from './mishaps.ts';
import { Sessions } from './sessions.ts';
import { SharedTurns } from './shared-turns.ts';
import { Slots } from './slots.ts';
import { Standing } from '../shared/standing.ts';
import { StoreView } from './store-view.ts';
import { Stores } from './stores.ts';
import { Timers } from '../shared/timers.ts';
import type { Alarmed } from '../shared/timers.ts';
import { Trusts } from '../shared/trusts.ts';
import { Turn } from './turn.ts';
import { Wirings } from '../shared/wirings.ts';

/** Everything that makes a run: the same values give the same facts. */
export interface RunSetting {
  readonly cast: Cast;
  readonly seed: number;
  readonly suite: Suite;
  readonly controls: readonly Control[];
  /** Tables of the profiles in use, and which one each party follows. */
  readonly tables: readonly ControlTable[];
  readonly tableOf: (party: string) => number;
  /** The table that the label of a party promises; by default its own. */
  readonly promisedBy?: (party: string) => number;
  readonly costs: CostTables;
  readonly attacks: readonly Attack[];
  /** Attempts begin after this moment, ns; default the end of the warm-up. */
  readonly attackFromNs?: number;
  /** Multiplies the rate of attempts; default 1. */
  readonly intensity?: number;
  /** Whose attacks they are, with what budget. */
  readonly attacker?: AttackerClass;
  /** The chain whose stages the attacks are. */
  readonly chain?: KillChain;
  readonly observers: readonly FactObserver[];
  readonly followers?: readonly FactObserver[];
}

/** A scenario's cast brought to life by the kernel: one deterministic run. */
export class VirtualWorld implements Alarmed {
  readonly kernel = new Kernel();
  readonly labels: LabelTable;
  readonly recorder: Recorder;
  readonly nodes: Nodes;
  private readonly house: House;
  private readonly channels: Channels;
  private readonly io: IoView;
  private readonly turn: Turn;
  private readonly turns: SharedTurns;
  private readonly corridor: Corridor;
  private meddler: Meddler | null = null;
  private readonly adversary: Adversary;
  private readonly mishaps: Mishaps;
  private readonly reasons = new ReasonNumbers();

  constructor(setting: RunSetting) {
    const { cast, seed, suite, kernel } = { ...setting, kernel: this.kernel };
    const nodes = new Nodes(cast, nodesFor(setting.attacks.length), seed, setting.costs);
    this.nodes = nodes;
    const standing = new Standing(setting.controls, setting.tables, { suite, household: cast.household });
    const slots = new Slots(standing.marks);
    const sessions = new Sessions();
    const recorder = new Recorder(setting.observers, setting.followers);
    this.recorder = recorder;
    const rings = new Rings(suite, cast, nodes);
    const labelled = partyLabels(cast, rings, setting.tables, setting.promisedBy ?? setting.tableOf);
    const trusts = new Trusts(nodes, suite, rings, firstLists(rings), labelled, cast.lax);
    const cells = new Cells(nodes.cells);
    const machines = new Machines(kernel, cast, nodes, {
      begin: (node, slot) => this.corridor.begin(node, slot),
      done: (node, slot) => this.corridor.done(node, slot),
      lost: (slot) => this.corridor.lost(slot),
      receiverOf: (slot) => sessions.receiver(slots.session[slot]!),
    });
    const profiles = cast.placements.map((placement) => setting.tableOf(placement.party));
    const house: House = {
      cast,
      kernel,
      suite,
      nodes,
      slots,
      sessions,
      standing,
      machines,
      links: new Links(),
      recorder,
      rings,
      trusts,
      cells,
      controlCosts: new ControlCosts(),
      roles: cast.placements.map((placement) => placement.component.role as Role),
      skews: cast.placements.map((placement) => placement.clockSkewNs ?? 0),
      profiles,
      alarm: (about, raised) => recordAlarm(house, about, raised, this.reasons.of(raised.reason)),
      order: (what, node, afterNs) => this.mishaps.order(what, node, afterNs),
    };
    this.house = house;
    this.corridor = new Corridor(house);
    const wirings = new Wirings(cast, nodes, standing, profiles);
    this.channels = new Channels(house, this.corridor, wirings);
    const openings = new Openings(house, this.corridor, this.channels);
    this.corridor.channels = this.channels;
    this.corridor.openings = openings;
    const stores = new Stores();
    this.turn = new Turn(house);
    const timers = new Timers(kernel, nodes, this.turn.hand);
    this.turns = new SharedTurns(machines, nodes, this);
    timers.alarmed = (cast.hosts ?? []).length > 0 ? this.turns : this;
    const deeds = new Deeds(house, this.corridor, this.turn);
    this.io = new IoView({
      house,
      corridor: this.corridor,
      channels: this.channels,
      timers,
      turn: this.turn,
      deeds,
      store: new StoreView(stores, timers, deeds, this.turn, () => this.meddler),
      identity: new IdentityView(identityGround(house, this.channels, this.turn, deeds)),
      meddler: () => this.meddler,
      boot: (node, from, image, truth) => this.adversary.implants.boot(node, from, image, truth),
    });
    this.corridor.receiver = {
      // What comes to a node is heard by whoever is in it too; where nobody attacks, nothing asks.
      receive: setting.attacks.length > 0 ? (slot) => this.overheard(slot) : (slot) => this.receive(slot),
      undelivered: (node, number) => this.undelivered(node, number),
    };
    const commissioning = new Commissioning(house, seed, (node) => this.channels.forget(node));
    const labels = new RecordedLabels(house);
    this.labels = labels;
    const adversary = new Adversary(
      {
        house,
        corridor: this.corridor,
        channels: this.channels,
        openings,
        labels,
        stores,
        deeds,
        copies: commissioning.copies(),
      },
      {
        attacks: setting.attacks,
        fromNs: setting.attackFromNs ?? cast.warmUpNs,
        intensity: setting.intensity ?? 1,
        ...(setting.attacker === undefined ? {} : { attacker: setting.attacker }),
        ...(setting.chain === undefined ? {} : { chain: setting.chain }),
      },
      seed,
      cast.untilNs,
    );
    this.corridor.interceptor = adversary;
    this.adversary = adversary;
    if (setting.attacks.length > 0) this.meddler = adversary.insides;
    this.mishaps = new Mishaps(house, this.channels, commissioning, {
      start: (node) => {
        adversary.implants.start(node);
        this.start(node);
      },
      clean: (node) => adversary.clean(node),
    });
    for (const placement of byFirst(cast)) {
      for (let index = 0; index < placement.count; index++) this.start(placement.first + index);
    }
  }

  /** Runs until a moment of world time, ns. */
  run(untilNs: number): void {
    this.kernel.run(untilNs);
  }

  /** Messages that are neither delivered, refused nor dropped yet, by point. */
  inFlight(points: readonly Point[]): Record<string, number> {
    const { slots } = this.house;
    const inside: Record<string, number> = Object.fromEntries(points.map((point) => [point, 0]));
    slots.onWire.forEach((one, slot) => {
      if (one === 1) inside[slots.envelopes[slot]!.point]! += 1;
    });
    return inside;
  }

  /** What each control has cost so far, by its identifier. */
  costs(): RunCosts {
    return costsBy(this.house.controlCosts, [...this.house.standing.guards.keys()]);
  }

  /** What was charged so far, ns: by control, `world` for what the world itself does, and by work of the cost table. */
  charged(): ReturnType<typeof chargedBy> {
    return chargedBy(this.house.controlCosts, [...this.house.standing.guards.keys()]);
  }

  /** State of one node's component, for people: its row of every column. */
  inspect(node: number): unknown {
    const placement = this.nodes.placed(node);
    const state = this.nodes.states[this.nodes.placement(node)] as Readonly<Record<string, unknown>>;
    const index = node - placement.first;
    return Object.fromEntries(
      Object.entries(state).map(([name, column]) => [
        name,
        Array.isArray(column) || ArrayBuffer.isView(column) ? (column as ArrayLike<unknown>)[index] : column,
      ]),
    );
  }

  // --- handlers ------------------------------------------------------------------------------------------------

  woken(node: number, timer: number, argument: number): void {
    this.turn.hand.clear();
    this.call(node, -1, (component, state, index) => component.wake(state, index, timer, argument, this.io));
  }

  stored(node: number, ticket: number, done: 0 | 1, truth: Lineage): void {
    Object.assign(this.turn.hand, truth);
    this.call(node, -1, (component, state, index) => component.stored?.(state, index, ticket, done, this.io));
  }

  loaded(node: number, ticket: number, records: readonly StoredDatum[], truth: Lineage): void {
    Object.assign(this.turn.hand, truth);
    this.call(node, -1, (component, state, index) => component.loaded?.(state, index, ticket, records, this.io));
  }

  private overheard(slot: number): void {
    const { slots, sessions } = this.house;
    const message = slots.envelopes[slot]! as unknown as Message;
    const node = sessions.receiver(slots.session[slot]!);
    this.adversary.implants.heard(node, message);
    this.meddler?.held(node, slot);
    this.receive(slot);
  }

  private receive(slot: number): void {
    const { slots, sessions } = this.house;
    const node = sessions.receiver(slots.session[slot]!);
    slots.truth.read(slot, this.turn.hand);
    this.turn.hand.present = true;
    const placement = this.nodes.placement(node);
    const placed = this.nodes.placements[placement]!;
    this.turn.moveTo(node, slot);
    const component = placed.component as Component<Role, unknown>;
    component.receive(
      this.nodes.states[placement],
      node - placed.first,
      slots.envelopes[slot]! as unknown as Message,
      this.io,
    );
  }

  private undelivered(node: number, number: number): void {
    if (!this.nodes.isHonest(node) || this.nodes.isDown(node)) return;
    this.turns.take(node, () => {
      this.turn.hand.clear();
      this.call(node, -1, (component, state, index) => component.undelivered?.(state, index, number, this.io));
    });
  }

  private start(node: number): void {
    this.turns.take(node, () => {
      this.turn.hand.clear();
      this.call(node, -1, (component, state, index) => component.start(state, index, this.io));
    });
  }

  private call(
    node: number,
    slot: number,
    handler: (component: Component<Role, unknown>, state: unknown, index: number) => void,
  ): void {
    const placement = this.nodes.placement(node);
    const placed = this.nodes.placements[placement]!;
    this.turn.moveTo(node, slot);
    this.corridor.outlayNs = 0;
    handler(placed.component as Component<Role, unknown>, this.nodes.states[placement], node - placed.first);
    if (this.corridor.outlayNs > 0) this.house.machines.owe(node, this.corridor.outlayNs);
    this.corridor.outlayNs = 0;
  }
}
