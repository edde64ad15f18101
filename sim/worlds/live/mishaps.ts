import { placeNumber } from '../../framework/figure.ts';
import { factNumber } from '../../framework/fact.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { befall, befallen } from '../shared/befall.ts';
import type { Caller } from './caller.ts';
import type { Channels } from './channels.ts';
import type { LiveHouse } from './live-house.ts';

/** How long a node that restarts stays away, ns (assumption, as in the virtual world). */
const restartNs = 2_000_000_000;

/** What the cast has in store for the nodes of a process: they lose their memory and come back, names are revoked. */
export class Mishaps {
  private readonly house: LiveHouse;
  private readonly channels: Channels;
  private readonly caller: Caller;
  private readonly start: (node: number) => void;
  private readonly onUp: number;

  constructor(
    house: LiveHouse,
    { channels, caller }: { readonly channels: Channels; readonly caller: Caller },
    start: (node: number) => void,
  ) {
    this.house = house;
    this.channels = channels;
    this.caller = caller;
    this.start = start;
    this.onUp = house.kernel.on((node) => this.comeBack(node));
  }

  /** Sets up what lies ahead. What lies behind befell an earlier process of these nodes; of it only what authorities revoked and trust stays so. */
  plan(nowNs: number): void {
    const { cast, kernel, rings } = this.house;
    const onEvent = kernel.on((index) => this.happen(cast.events[index]!));
    cast.events.forEach((event, index) => {
      if (!this.concerns(event)) return;
      if (event.atNs >= nowNs) kernel.at(event.atNs, onEvent, index);
      else if (event.event !== 'restart') befall(event, rings, cast);
    });
  }

  /** Takes from a node what it remembers, as when its process ended. */
  forget(node: number): void {
    const { nodes, standing } = this.house;
    const placed = nodes.placed(node);
    placed.component.forget?.(nodes.states[nodes.placement(node)], node - placed.first);
    for (const guard of standing.guards.values()) guard.forget?.(node);
  }

  private concerns(event: CastEvent): boolean {
    return this.house.isLocal(event.event === 'restart' ? event.node : befallen(event, this.house.rings));
  }

  private happen(event: CastEvent): void {
    const { node } = event;
    const { cast, rings, truth, nodes, ends, kernel } = this.house;
    if (event.event !== 'restart') {
      befall(event, rings, cast);
      if (event.event !== 'revoke') return;
      const authority = rings.authorityOf(node);
      truth.tell('event', factNumber.revoked, placeNumber['issue'], authority, node, -1, 0, 0, 0, 0, 0);
      return;
    }
    nodes.goDown(node);
    for (const end of ends.of(node)) {
      this.caller.forget(end);
      this.channels.close(end);
      end.resumable = null;
    }
    this.forget(node);
    const placed = nodes.placed(node);
    const first = nodes.firstCell[nodes.placement(node)]! + (node - placed.first) * placed.cells;
    truth.tell('forgetCells', first, placed.cells);
    truth.tell('event', factNumber.restarted, placeNumber['use'], node, -1, -1, 0, 0, 0, 0, 0);
    kernel.after(event.awayNs ?? restartNs, this.onUp, node);
  }

  private comeBack(node: number): void {
    this.house.nodes.comeUp(node);
    this.start(node);
  }
}
