import type { OperatorAct } from '../../framework/control.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Nodes } from './nodes.ts';

/** How long a node that restarts stays away, ns (assumption). */
export const restartNs = 2_000_000_000;

/** How long a node stays away while its own code is laid down anew, ns (assumption: ten times a restart). */
const reimageNs = 20_000_000_000;

/** What is done to a node that is not done to its house. */
export interface Hands {
  /** Begins a node that has come back. */
  start(node: number): void;
  /** Lays a node's own code down in the place of any other. */
  clean(node: number): void;
}

/** What a world does where it is told so. */
interface Doing {
  /** Takes a node down and forgets all that it had in memory; it comes back after so long, ns. */
  restart(node: number, awayNs: number): void;
  /** Takes a node's credential back. */
  revoke(node: number): void;
}

/** Those who operate nodes, in whichever world: what they are asked for they begin after a delay. */
export class Operators {
  private readonly kernel: Kernel;
  private readonly onUp: number;
  private readonly onRevoke: number;
  private readonly onReimage: number;

  constructor(kernel: Kernel, nodes: Pick<Nodes, 'comeUp' | 'isDown'>, hands: Hands, doing: Doing) {
    this.kernel = kernel;
    this.onUp = kernel.on((node) => {
      nodes.comeUp(node);
      hands.start(node);
    });
    this.onRevoke = kernel.on((node) => doing.revoke(node));
    this.onReimage = kernel.on((node) => {
      // Who is away already starts with what is laid down now all the same.
      if (!nodes.isDown(node)) doing.restart(node, reimageNs);
      hands.clean(node);
    });
  }

  /** They were asked to do something to a node. */
  order(what: OperatorAct, node: number, afterNs: number): void {
    this.kernel.after(Math.max(1, afterNs), what === 'revoke' ? this.onRevoke : this.onReimage, node);
  }

  /** A node that is down comes back after so long, ns. */
  bringBack(node: number, awayNs: number): void {
    this.kernel.after(awayNs, this.onUp, node);
  }
}
