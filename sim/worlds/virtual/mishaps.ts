import type { OperatorAct } from '../../framework/control.ts';
import { factNumber } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { befall } from '../shared/befall.ts';
import { Operators, restartNs } from '../shared/operators.ts';
import type { Hands } from '../shared/operators.ts';
import type { Channels } from './channels.ts';
import type { Commissioning } from './commissioning.ts';
import type { House } from './house.ts';

/** What happens to the honest system by the cast: nodes restart, authorities revoke and change what they trust; and what operators are asked for. */
export class Mishaps {
  private readonly house: House;
  private readonly channels: Channels;
  private readonly commissioning: Commissioning;
  private readonly operators: Operators;

  /** All of the cast's events are to come. */
  constructor(house: House, channels: Channels, commissioning: Commissioning, hands: Hands) {
    this.house = house;
    this.channels = channels;
    this.commissioning = commissioning;
    const { kernel, nodes, cast } = house;
    const onEvent = kernel.on((index) => this.happen(cast.events[index]!));
    cast.events.forEach((event, index) => kernel.at(event.atNs, onEvent, index));
    this.operators = new Operators(kernel, nodes, hands, {
      restart: (node, awayNs) => this.restart(node, awayNs),
      revoke: (node) => this.happen({ atNs: kernel.now, event: 'revoke', node }),
    });
  }

  /** Operators were asked to do something to a node. */
  order(what: OperatorAct, node: number, afterNs: number): void {
    this.operators.order(what, node, afterNs);
  }

  private happen(event: CastEvent): void {
    if (event.event === 'restart') {
      this.restart(event.node, event.awayNs ?? restartNs);
      return;
    }
    const { cast, kernel, rings, recorder } = this.house;
    for (const node of befall(event, rings, cast)) {
      recorder.add(kernel.now, factNumber.revoked, placeNumber['issue'], rings.authorityOf(node), node);
      if (event.event === 'recall') this.commissioning.reissue(node);
    }
  }

  /** Nothing outlives it but keys and media. */
  private restart(node: number, awayNs: number): void {
    const { kernel, recorder, nodes, standing, cells } = this.house;
    const placed = nodes.placed(node);
    nodes.goDown(node);
    placed.component.forget?.(nodes.states[nodes.placement(node)], node - placed.first);
    this.channels.forget(node);
    for (const guard of standing.guards.values()) guard.forget?.(node);
    cells.forget(nodes.firstCell[nodes.placement(node)]! + (node - placed.first) * placed.cells, placed.cells);
    recorder.add(kernel.now, factNumber.restarted, placeNumber['use'], node, -1);
    this.operators.bringBack(node, awayNs);
  }
}
