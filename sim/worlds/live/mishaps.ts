import type { OperatorAct } from '../../framework/control.ts';
import { placeNumber } from '../../framework/figure.ts';
import { factNumber } from '../../framework/fact.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { befall, befallen } from '../shared/befall.ts';
import { Operators, restartNs } from '../shared/operators.ts';
import type { Hands } from '../shared/operators.ts';
import type { Caller } from './caller.ts';
import type { Channels } from './channels.ts';
import type { LiveHouse } from './live-house.ts';

/**
 * What happens to the nodes of a process: by the cast, they lose their memory and come back, and names are revoked; and what their
 * operators are asked for.
 */
export class Mishaps {
  private readonly house: LiveHouse;
  private readonly channels: Channels;
  private readonly caller: Caller;
  private readonly operators: Operators;

  constructor(
    house: LiveHouse,
    { channels, caller }: { readonly channels: Channels; readonly caller: Caller },
    hands: Hands,
  ) {
    this.house = house;
    this.channels = channels;
    this.caller = caller;
    const { kernel, nodes } = house;
    this.operators = new Operators(kernel, nodes, hands, {
      restart: (node, awayNs) => this.restart(node, awayNs),
      revoke: (node) => this.happen({ atNs: kernel.now, event: 'revoke', node }),
    });
  }

  /** Operators were asked to do something to a node of this process; to revoke its name, where its authority is of this process. */
  order(what: OperatorAct, node: number, afterNs: number): void {
    this.operators.order(what, node, afterNs);
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
    if (event.event === 'restart') {
      this.restart(node, event.awayNs ?? restartNs);
      return;
    }
    const { cast, rings, truth } = this.house;
    befall(event, rings, cast);
    if (event.event !== 'revoke') return;
    const authority = rings.authorityOf(node);
    truth.tell('event', factNumber.revoked, placeNumber['issue'], authority, node, -1, 0, 0, 0, 0, 0);
  }

  private restart(node: number, awayNs: number): void {
    const { truth, nodes, ends } = this.house;
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
    this.operators.bringBack(node, awayNs);
  }
}
