import type { Post } from '../../framework/control.ts';
import { nothingAsked } from '../../framework/deed.ts';
import type { Role } from '../../framework/figure.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import type { Standing } from './standing.ts';

/** Whether a node of this role keeps records, and so has a key for them. */
export const keepsRecords = (role: Role): boolean =>
  role === 'secure-storage' ||
  role === 'external-storage' ||
  role === 'external-dpm' ||
  role === 'virtual-thing' ||
  role === 'secure-dpm';

/** Whether the machine of a node of this role can state what code runs on it: those that answer to other parties. */
export const isAttested = (role: Role): boolean =>
  role === 'external-dpm' || role === 'external-storage' || role === 'secure-dpm';

/** Placements in the order of their node numbers. */
const inOrder = (cast: Cast): readonly Placement[] => cast.placements.toSorted((a, b) => a.first - b.first);

/** Life of a credential, ns, under the controls that stand where its authority issues; `at` is where they are asked. */
export function credentialLifetimeNs(standing: Standing, profile: number, cast: Cast, at: Post): number {
  const chain = standing.chain(standing.chainOf('issue', profile, profile));
  const duty = nothingAsked(cast.longCredentialNs);
  for (const oblige of chain.obligers) oblige('identity', duty, at);
  return duty.lifetimeNs;
}

/**
 * What each node was given before the run, node by node: its role and, where it opens channels by handshake, the age of its
 * credential, so that ends of life are spread over half a life; null where it has none.
 */
export function eachCommission(
  cast: Cast,
  seed: number,
  lifetimeOf: (node: number) => number,
  give: (node: number, role: Role, ageNs: number | null) => void,
): void {
  const shaking = new Set(
    cast.wires.filter((wire) => wire.channel === 'handshake').flatMap((wire) => [wire.from, wire.to]),
  );
  for (const placement of inOrder(cast)) {
    const role = placement.component.role as Role;
    const shakes = shaking.has(placement.name);
    for (let node = placement.first; node < placement.first + placement.count; node++) {
      const age = (): number =>
        Math.floor(new Stream(keyOf(seed, node, 'commission')).uniform() * (lifetimeOf(node) / 2));
      give(node, role, shakes ? age() : null);
    }
  }
}
