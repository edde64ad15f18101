import type { Kernel } from '../../../kernel/kernel.ts';
import { WireProxies } from '../proxy/wire-proxies.ts';
import { plainWire } from '../proxy/way-through.ts';
import type { Route, Routes } from '../routes.ts';
import { overNs, wireName } from './fault-plan.ts';
import type { WireFault } from './fault-plan.ts';

const ways = ['there', 'back'] as const;

/** The wires of a run that are to have faults: they go through this process, which cuts, stalls and bends them at their times. */
export class FaultyWires {
  private readonly plan: readonly WireFault[];
  private readonly wires = new Map<string, WireProxies>();

  constructor(plan: readonly WireFault[]) {
    this.plan = plan;
    for (const { wire } of plan) {
      const name = wireName(wire);
      if (!this.wires.has(name)) this.wires.set(name, new WireProxies(wire));
    }
  }

  /** Begins to listen; the routes on which calls come by here. */
  async listen(): Promise<readonly Route[]> {
    const routes = await Promise.all([...this.wires.values()].map((wire) => wire.listen()));
    return routes.flat();
  }

  /** Where the nodes at the ends of the wires are reached from here. */
  leadTo(routes: Routes): void {
    for (const wire of this.wires.values()) wire.leadTo(routes);
  }

  /** Sets up what is to come. */
  begin(kernel: Kernel): void {
    const onBegin = kernel.on((index) => this.befall(this.plan[index]!));
    const onHeal = kernel.on((index) => this.heal(this.plan[index]!));
    this.plan.forEach((one, index) => {
      kernel.at(one.atNs, onBegin, index);
      const healNs = overNs(one);
      if (healNs < Infinity) kernel.at(healNs, onHeal, index);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.wires.values()].map((wire) => wire.close()));
  }

  private befall(one: WireFault): void {
    for (const proxy of this.wires.get(wireName(one.wire))!.both) {
      if (one.fault === 'cut') proxy.cut();
      else if (one.fault === 'stall') for (const way of ways) proxy.stall(way);
      else proxy.bend({ delayMillis: one.delayNs / 1e6, bytesPerSecond: one.bytesPerSecond ?? Infinity });
    }
  }

  private heal({ fault, wire }: WireFault): void {
    for (const proxy of this.wires.get(wireName(wire))!.both) {
      if (fault === 'cut') proxy.heal();
      else if (fault === 'stall') for (const way of ways) proxy.resume(way);
      else proxy.bend(plainWire);
    }
  }
}
