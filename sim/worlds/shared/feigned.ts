import type { Forgery } from '../../framework/crypto.ts';
import type { Stream } from '../../kernel/stream.ts';
import { lifeAround, ownKeys } from './own-keys.ts';
import type { CertificateGround } from './own-keys.ts';
import type { Ring } from './ring.ts';

/** Its serial is one of so many (assumption). */
const feignedSerials = 100_000;

/** Keys of an attacker's own, with a certificate for a node's name that its authority never issued. */
export function feignedRing(
  ground: CertificateGround,
  {
    node,
    forgery,
    nowNs,
    random,
  }: { readonly node: number; readonly forgery: Forgery; readonly nowNs: number; readonly random: Stream },
): Ring {
  const { suite, rings } = ground;
  const { ring, request } = ownKeys(ground, node);
  const terms = { serial: random.below(feignedSerials), ...lifeAround(nowNs) };
  ring.credential = suite.forge(ring.pair!, { forgery, likeness: rings.issuerOf(node).root, request, terms });
  return ring;
}
