import type { Forgery, Suite } from '../../framework/crypto.ts';
import type { Stream } from '../../kernel/stream.ts';
import { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** A forged certificate has been good for so long, and will be, ns: less than any control asks (assumption). */
const feignedLifeNs = 1_200_000_000_000;
/** Its serial is one of so many (assumption). */
const feignedSerials = 100_000;

/** Keys of an attacker's own, with a certificate for a name that no authority issued. */
export function feignedRing(
  { suite, rings }: { readonly suite: Suite; readonly rings: Rings },
  {
    name,
    forgery,
    nowNs,
    random,
  }: { readonly name: string; readonly forgery: Forgery; readonly nowNs: number; readonly random: Stream },
): Ring {
  const ring = new Ring(-1, rings.secrets);
  ring.pair = suite.keyPair();
  const serial = random.below(feignedSerials);
  const terms = { serial, notBeforeNs: nowNs - feignedLifeNs, notAfterNs: nowNs + feignedLifeNs };
  const request = suite.request(ring.pair, name);
  ring.credential = suite.forge(ring.pair, { forgery, likeness: rings.roots[0]!, request, terms });
  return ring;
}
