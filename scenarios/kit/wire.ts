import type { PeerOf, PointOf, Role } from '../../sim/framework/figure.ts';
import type { Wiring } from '../../sim/framework/scenario.ts';
import { placementNames } from './seating.ts';
import type { Seats } from './seating.ts';

/** Joins all nodes of two seats at a point; seats that the figure does not join there do not compile. */
export function wire<A extends Role, P extends PointOf<A>>(
  point: P,
  from: Seats<A>,
  to: Seats<Extract<PeerOf<A, P>, Role>>,
  link: Wiring['link'],
  channel: Wiring['channel'] = 'handshake',
): readonly Wiring[] {
  const ends = placementNames(to);
  return placementNames(from).flatMap((name) => ends.map((end) => ({ point, from: name, to: end, link, channel })));
}
