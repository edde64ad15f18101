import type { Cast, CastEvent } from '../../framework/scenario.ts';
import type { Rings } from './rings.ts';

/** What happens to the books of an authority: nobody else knows of it before its next list. */
export type AuthorityEvent = Extract<CastEvent, { readonly event: 'revoke' | 'trust' | 'distrust' }>;

/** The node of the authority that an event happens to. */
export const befallen = (event: AuthorityEvent, rings: Rings): number =>
  event.event === 'revoke' ? rings.authorityOf(event.node) : event.node;

/** Lets an event happen to its authority. RangeError where it names nodes that are no authorities. */
export function befall(event: AuthorityEvent, rings: Rings, { household }: Cast): void {
  if (event.event === 'revoke') {
    rings.issuerOf(event.node).revoke(household.nameOf(event.node));
    return;
  }
  const own = rings.issuerAt(event.node);
  const other = rings.issuerAt(event.of);
  if (own === null || other === null || own === other) {
    throw new RangeError(
      `${event.event} at ${event.atNs} ns: nodes ${event.node} and ${event.of} are not two authorities`,
    );
  }
  if (event.event === 'trust') own.trust(other);
  else own.distrust(other);
}
