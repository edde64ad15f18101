import type { Forgery, Suite } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Stream } from '../../kernel/stream.ts';
import { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** A forged certificate has been good for so long, and will be, ns: less than any control asks (assumption). */
const feignedLifeNs = 1_200_000_000_000;
/** Its serial is one of so many (assumption). */
const feignedSerials = 100_000;

/** Keys of an attacker's own, with a certificate for a node's name that its authority never issued. */
export function feignedRing(
  { suite, rings, cast }: { readonly suite: Suite; readonly rings: Rings; readonly cast: Cast },
  {
    node,
    forgery,
    nowNs,
    random,
  }: { readonly node: number; readonly forgery: Forgery; readonly nowNs: number; readonly random: Stream },
): Ring {
  const ring = new Ring(-1, rings.secrets);
  ring.pair = suite.keyPair();
  const serial = random.below(feignedSerials);
  const terms = { serial, notBeforeNs: nowNs - feignedLifeNs, notAfterNs: nowNs + feignedLifeNs };
  const request = suite.request(ring.pair, cast.household.nameOf(node));
  ring.credential = suite.forge(ring.pair, { forgery, likeness: rings.issuerOf(node).root, request, terms });
  return ring;
}
