import type { Cast, CastEvent } from '../../framework/scenario.ts';
import type { Issuer } from './issuer.ts';
import type { Rings } from './rings.ts';

/** What happens to the books of an authority: nobody else knows of it before its next list. */
export type AuthorityEvent = Exclude<CastEvent, { readonly event: 'restart' }>;

/** The node of the authority that an event happens to. */
export const befallen = (event: AuthorityEvent, rings: Rings): number =>
  event.event === 'revoke' ? rings.authorityOf(event.node) : event.node;

/**
 * Lets an event happen to its authority, and returns the nodes whose credentials it revokes. RangeError where it names nodes that are
 * no authorities.
 */
export function befall(event: AuthorityEvent, rings: Rings, { household }: Cast): readonly number[] {
  switch (event.event) {
    case 'revoke':
      rings.issuerOf(event.node).revoke(household.nameOf(event.node));
      return [event.node];
    case 'recall':
      return authorityIn(event, event.node, rings)
        .recall()
        .map((name) => rings.nodeNamed(name))
        .filter((node) => node >= 0);
    case 'succeed':
      authorityIn(event, event.node, rings).succeed();
      return [];
    case 'drop':
      authorityIn(event, event.node, rings).drop();
      return [];
    default: {
      const own = authorityIn(event, event.node, rings);
      const other = authorityIn(event, event.of, rings);
      if (own === other)
        throw new RangeError(`${event.event} at ${event.atNs} ns: node ${event.of} is the authority itself`);
      if (event.event === 'trust') own.trust(other);
      else own.distrust(other);
      return [];
    }
  }
}

const authorityIn = ({ event, atNs }: AuthorityEvent, node: number, rings: Rings): Issuer => {
  const issuer = rings.issuerAt(node);
  if (issuer === null) throw new RangeError(`${event} at ${atNs} ns: node ${node} is no authority`);
  return issuer;
};
