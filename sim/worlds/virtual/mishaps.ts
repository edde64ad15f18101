import type { OperatorAct } from '../../framework/control.ts';
import { factNumber } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { CastEvent } from '../../framework/scenario.ts';
import { befall } from '../shared/befall.ts';
import type { Channels } from './channels.ts';
import type { Commissioning } from './commissioning.ts';
import type { House } from './house.ts';

/** How long a node that restarts stays away, ns (assumption). */
const restartNs = 2_000_000_000;

/** How long a node stays away while its own code is laid down anew, ns (assumption: ten times a restart). */
const reimageNs = 20_000_000_000;

/** What is done to a node that is not done to its house. */
export interface Hands {
  /** Begins a node that has come back. */
  start(node: number): void;
  /** Lays a node's own code down in the place of any other. */
  clean(node: number): void;
}

/** What happens to the honest system by the cast: nodes restart, authorities revoke and change what they trust; and what operators are asked for. */
export class Mishaps {
  private readonly house: House;
  private readonly channels: Channels;
  private readonly commissioning: Commissioning;
  private readonly onUp: number;
  private readonly onRevoke: number;
  private readonly onReimage: number;

  /** All of the cast's events are to come. */
  constructor(house: House, channels: Channels, commissioning: Commissioning, hands: Hands) {
    this.house = house;
    this.channels = channels;
    this.commissioning = commissioning;
    const { kernel, nodes, cast } = house;
    const onEvent = kernel.on((index) => this.happen(cast.events[index]!));
    cast.events.forEach((event, index) => kernel.at(event.atNs, onEvent, index));
    this.onUp = kernel.on((node) => {
      nodes.comeUp(node);
      hands.start(node);
    });
    this.onRevoke = kernel.on((node) => this.happen({ atNs: kernel.now, event: 'revoke', node }));
    this.onReimage = kernel.on((node) => {
      // Who is away already starts with what is laid down now all the same.
      if (!nodes.isDown(node)) this.restart(node, reimageNs);
      hands.clean(node);
    });
  }

  /** Operators were asked to do something to a node. */
  order(what: OperatorAct, node: number, afterNs: number): void {
    this.house.kernel.after(Math.max(1, afterNs), what === 'revoke' ? this.onRevoke : this.onReimage, node);
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
    kernel.after(awayNs, this.onUp, node);
  }
}
