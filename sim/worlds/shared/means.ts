import type { ControlId } from '../../framework/control.ts';
import type { Point } from '../../framework/figure.ts';
import type { Means } from './handshake.ts';
import type { Nodes } from './nodes.ts';
import type { Demands, Standing } from './standing.ts';

/** Who has which profile, and what stands by it. */
export interface Footing {
  readonly standing: Standing;
  readonly nodes: Nodes;
  /** Number of the profile of each placement's party. */
  readonly profiles: readonly number[];
}

/** Number of the profile of a node's party; -1 for an attacker's. */
const profileOf = ({ nodes, profiles }: Footing, node: number): number =>
  nodes.isHonest(node) ? profiles[nodes.placement(node)]! : -1;

/** What the ends of a channel can have of its protection; who comes from outside offers all that `both` have at its other end. */
export function meansOf(
  footing: Footing,
  point: Point,
  {
    initiator,
    responder,
    both,
  }: { readonly initiator: number; readonly responder: number; readonly both: Means['both'] },
): Means {
  const had = (node: number): readonly ControlId[] => {
    const profile = profileOf(footing, node);
    return profile < 0 ? both : footing.standing.offered(point, profile);
  };
  const { dispensable } = footing.standing;
  return { initiator: had(initiator), responder: had(responder), both, dispensable };
}

const nothing: Demands = { judges: [], judgeNumbers: [] };

/** What a node's own profile asks of a channel, whatever the other end has; an attacker's node asks for nothing. */
export function demandsOf(footing: Footing, point: Point, node: number): Demands {
  const profile = profileOf(footing, node);
  return profile < 0 ? nothing : footing.standing.demands(point, profile);
}
