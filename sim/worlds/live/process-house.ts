import { LiveAdversary } from './attackers/live-adversary.ts';
import { Implants } from './implants.ts';
import type { Component } from '../../framework/component.ts';
import type { Role } from '../../framework/figure.ts';
import type { RunCosts } from '../../framework/metric.ts';
import type { Message } from '../../framework/message.ts';
import type { StoredDatum } from '../../framework/stored.ts';
import { Kernel } from '../../kernel/kernel.ts';
import { Accounts } from '../shared/accounts.ts';
import { ControlCosts, costsBy } from '../shared/control-costs.ts';
import { IdentityView } from '../shared/identity-view.ts';
import { Lineage } from '../shared/lineage.ts';
import { Rings } from '../shared/rings.ts';
import { Standing } from '../shared/standing.ts';
import { Trusts } from '../shared/trusts.ts';
import { Wirings } from '../shared/wirings.ts';
import { Nodes } from '../shared/nodes.ts';
import { Timers } from '../shared/timers.ts';
import { Caller } from './caller.ts';
import { platformNames, platformsOf } from './carriage.ts';
import { Channels } from './channels.ts';
import { Ends } from './ends.ts';
import { OffClocks } from './faults/off-clock.ts';
import { planClocks } from './faults/planned-clocks.ts';
import { Inbox } from './inbox.ts';
import { heartbeat } from './link.ts';
import { LiveCorridor } from './live-corridor.ts';
import type { Received } from './live-corridor.ts';
import { LiveDeeds } from './live-deeds.ts';
import type { LiveHouse } from './live-house.ts';
import { LiveIo } from './live-io.ts';
import { LiveStore } from './live-store.ts';
import { LiveTurn } from './live-turn.ts';
import type { MediumFailure } from './stores/medium.ts';
import { MessageFrames } from './message-frame.ts';
import { OpeningDesk } from './opening-desk.ts';
import { Mishaps } from './mishaps.ts';
import { Outward } from './outward.ts';
import { Pace } from './pace.ts';
import { firstStatuses, houseKeysOf, labelsIn, unpack } from './parcel.ts';
import type { Asked } from './orders.ts';
import type { ProcessSetting } from './process-setting.ts';
import { TlsContexts } from './tls-contexts.ts';
import { TruthWriter } from './truth-ops.ts';

/** Messages that one life of a node may number before it meets the numbers of the next. */
const messagesALife = 2 ** 32;
/** Most time between two words to the judge, ms: it waits for the slowest. */
const truthMillis = 50;

/** The nodes of one process of a live run: the same components and controls as in the virtual world, on sockets. */
export class ProcessHouse {
  private readonly setting: ProcessSetting;
  private readonly house: LiveHouse;
  private readonly turn: LiveTurn;
  private readonly io: LiveIo;
  private readonly corridor: LiveCorridor;
  private readonly channels: Channels;
  private readonly mishaps: Mishaps;
  private readonly implants: Implants;
  private readonly adversary: LiveAdversary | null;
  private readonly pulses: NodeJS.Timeout[] = [];
  /** How often a medium did not do what it was asked, by reason. */
  readonly mediumFailures: Partial<Record<MediumFailure, number>> = {};

  constructor(setting: ProcessSetting) {
    this.setting = setting;
    const { cast, seed, suite, parcel, life } = setting;
    const kernel = new Kernel();
    const pace = new Pace(kernel, setting.clock, cast.untilNs);
    // What is drawn must not be drawn again by a later life, nor its messages numbered again: others remember both.
    const nodes = new Nodes(cast, setting.attackerNodes, life === 0 ? seed : `${seed} life ${life}`, setting.costs);
    nodes.numberFrom(life * messagesALife);
    const standing = new Standing(setting.controls, setting.tables, { suite, household: cast.household });
    const rings = new Rings(suite, cast, nodes, houseKeysOf(suite, parcel));
    unpack(suite, parcel, rings);
    for (let node = 0; node < cast.household.nodes; node++) rings.know(cast.household.nameOf(node), node);
    const profiles = cast.placements.map((placement) => setting.tableOf(placement.party));
    const clocks = new OffClocks((node) => cast.placements[nodes.placement(node)]!.clockSkewNs ?? 0);
    const provisioned = new Map(parcel.provisioned);
    let messages = 0;
    const truth = new TruthWriter(() => kernel.now, setting.truthOut);
    const outward = new Outward(truth);
    const house: LiveHouse = {
      cast,
      suite,
      kernel,
      pace,
      nodes,
      standing,
      rings,
      ends: new Ends(nodes, new Wirings(cast, nodes, standing, profiles), standing),
      trusts: new Trusts(nodes, suite, rings, firstStatuses(suite, parcel), labelsIn(suite, parcel), cast.lax),
      controlCosts: new ControlCosts(),
      truth,
      outward,
      roles: cast.placements.map((placement) => placement.component.role as Role),
      clocks,
      profiles,
      isLocal: setting.isLocal,
      routes: setting.routes,
      exchange: setting.exchange ?? null,
      nextMessage: () => ++messages,
      order: (what, node, afterNs) => {
        const at = what === 'revoke' ? rings.authorityOf(node) : node;
        if (setting.isLocal(at)) this.mishaps.order(what, node, afterNs);
        else setting.askOperator({ what, node, afterNs, at });
      },
      provisionedKey: (node, peer) => provisioned.get(`${node} ${peer}`) ?? provisioned.get(`${peer} ${node}`) ?? null,
    };
    this.house = house;
    this.channels = new Channels(house);
    const frames = new MessageFrames(suite, standing.marks);
    this.corridor = new LiveCorridor(house, this.channels, frames);
    this.channels.user = this.corridor;
    this.turn = new LiveTurn(nodes, kernel, clocks);
    const timers = new Timers(kernel, nodes, new Lineage());
    timers.alarmed = {
      woken: (node, timer, argument) => this.woken(node, timer, argument),
      stored: () => undefined,
      loaded: () => undefined,
    };
    const deeds = new LiveDeeds(house, this.turn);
    const store = new LiveStore(house, this.turn, deeds, setting.mediumOf);
    store.failed = ({ failure }) => {
      this.mediumFailures[failure] = (this.mediumFailures[failure] ?? 0) + 1;
    };
    store.ticketed = {
      stored: (node, ticket, done) => this.stored(node, ticket, done),
      loaded: (node, ticket, records) => this.loaded(node, ticket, records),
    };
    const inbox = new Inbox(pace, nodes, (arrived) => this.corridor.serve(arrived));
    this.corridor.inbox = inbox;
    this.corridor.receiver = {
      receive: (received) => this.receive(received),
      undelivered: (node, number) => this.undelivered(node, number),
    };
    const desk = new OpeningDesk(house);
    const tls = new TlsContexts(suite);
    const owner = (end: Parameters<LiveCorridor['ownerOf']>[0]) => this.corridor.ownerOf(end);
    const caller = new Caller(house, this.channels, desk, tls, owner);
    this.corridor.caller = caller;
    for (const name of platformNames(cast, setting.isLocal))
      setting.exchange?.listen(name, (line) => setting.door.take(line));
    setting.door.staff({ house, channels: this.channels, desk, tls, caller, owner });
    this.io = new LiveIo({
      house,
      corridor: this.corridor,
      channels: this.channels,
      inbox,
      implants: () => this.implants,
      timers,
      turn: this.turn,
      deeds,
      store,
      identity: new IdentityView({
        cast,
        suite,
        rings,
        trusts: house.trusts,
        accounts: new Accounts(suite, cast, nodes),
        turn: this.turn,
        // No authority keeps a log here, so that nobody hears of a head.
        hand: { label: 0 },
        worldNs: () => kernel.now,
        charge: () => undefined,
        tell: (kind, peer) => deeds.tell(kind, 'issue', peer, 0, 1),
        provedNode: () => this.turn.received?.end.proved.node ?? -1,
        endChannels: () => {
          for (const end of house.ends.of(this.turn.node)) {
            caller.forget(end);
            this.channels.close(end);
            end.resumable = null;
          }
        },
      }),
    });
    this.mishaps = new Mishaps(
      house,
      { channels: this.channels, caller },
      { start: (node) => this.start(node), clean: (node) => this.implants.clean(node) },
    );
    const plannedNs = life === 0 ? 0 : setting.clock.nowNs();
    this.mishaps.plan(plannedNs);
    planClocks(setting.clockFaults, clocks, { kernel, nowNs: plannedNs });
    setting.wires?.begin(kernel);
    this.implants = new Implants(house);
    this.adversary =
      setting.attackers === null
        ? null
        : new LiveAdversary(
            { house, corridor: this.corridor, channels: this.channels, caller, frames },
            setting.attackers,
            seed,
          );
    pace.turned = () => outward.turned();
    pace.ended = () => this.end();
  }

  /** All nodes begin; call at the start of the run, or when this process comes later. */
  begin(): void {
    const { pace, truth, ends } = this.house;
    const { cast, isLocal, master, life } = this.setting;
    pace.enter(() => {
      for (const { first, count } of cast.placements) {
        for (let node = first; node < first + count; node++) {
          if (!isLocal(node)) continue;
          if (life > 0) this.mishaps.forget(node);
          this.start(node);
        }
      }
    });
    if (master !== null) {
      for (const node of Object.values(cast.stage.insiders)) if (isLocal(node)) this.implants.plant(node, master);
    }
    const beat = (): void => {
      this.adversary?.tell();
      truth.flush(true);
    };
    this.pulses.push(
      setInterval(() => pace.enter(beat), truthMillis),
      setInterval(
        () => ends.every.forEach((end) => end.link?.beat()),
        this.setting.beatMillis ?? heartbeat.everyMillis,
      ),
    );
  }

  /** Another process asks the operators of these nodes for something. */
  operate({ what, node, afterNs }: Asked): void {
    this.house.pace.enter(() => this.mishaps.order(what, node, afterNs));
  }

  /** Ends before the run does. */
  leave(): void {
    this.house.pace.end();
  }

  /** What each control has cost so far, by its identifier. */
  costs(): RunCosts {
    const { controlCosts, standing } = this.house;
    return costsBy(controlCosts, [...standing.guards.keys()]);
  }

  /** Events of the kernel so far. */
  get events(): number {
    return this.house.kernel.events + this.house.kernel.laneEvents;
  }

  /** Frames that went out so far, and writes in which they did. */
  get traffic(): { readonly frames: number; readonly writes: number } {
    const { frames, writes } = this.corridor;
    return { frames, writes };
  }

  // --- handlers ------------------------------------------------------------------------------------------------

  private woken(node: number, timer: number, argument: number): void {
    this.house.truth.tell('clear');
    this.call(node, null, (component, state, index) => component.wake(state, index, timer, argument, this.io));
  }

  private stored(node: number, ticket: number, done: 0 | 1): void {
    this.house.truth.tell('takeTicket', ticket);
    this.call(node, null, (component, state, index) => component.stored?.(state, index, ticket, done, this.io));
  }

  private loaded(node: number, ticket: number, records: readonly StoredDatum[]): void {
    this.house.truth.tell('takeTicket', ticket);
    this.call(node, null, (component, state, index) => component.loaded?.(state, index, ticket, records, this.io));
  }

  private receive(received: Received): void {
    const message = received.envelope as unknown as Message;
    this.call(received.end.node, received, (component, state, index) =>
      component.receive(state, index, message, this.io),
    );
  }

  private undelivered(node: number, number: number): void {
    if (!this.house.nodes.isHonest(node) || this.house.nodes.isDown(node)) return;
    this.house.truth.tell('clear');
    this.call(node, null, (component, state, index) => component.undelivered?.(state, index, number, this.io));
  }

  private start(node: number): void {
    this.house.truth.tell('clear');
    this.call(node, null, (component, state, index) => component.start(state, index, this.io));
    const { cast, ends } = this.house;
    for (const platform of platformsOf(cast, node))
      this.corridor.caller.stayConnected(ends.obtain('RP-T', node, platform));
  }

  private call(
    node: number,
    received: Received | null,
    handler: (component: Component<Role, unknown>, state: unknown, index: number) => void,
  ): void {
    const { nodes } = this.house;
    const placement = nodes.placement(node);
    const placed = nodes.placements[placement]!;
    this.turn.moveTo(node, received);
    handler(placed.component as Component<Role, unknown>, nodes.states[placement], node - placed.first);
  }

  private end(): void {
    for (const pulse of this.pulses) clearInterval(pulse);
    this.adversary?.tell();
    this.adversary?.close();
    void this.setting.wires?.close();
    this.implants.close();
    this.house.truth.flush(true);
    this.setting.ended();
  }
}
