import type { Stream } from '../../kernel/stream.ts';
import { privateHalf } from './issuer.ts';
import { lifeAround, ownKeys } from './own-keys.ts';
import type { CertificateGround } from './own-keys.ts';
import type { Ring } from './ring.ts';

/** Its serial is one of so many, beyond those that authorities have come to (assumption). */
const firstSerial = 1_000_000;
const serials = 1_000_000;

/**
 * Keys of an attacker's own, with a certificate for a node's name that it has signed with the key under which an authority issued when
 * the run began: the authority knows nothing of it, and revokes it never. Where the log's key was stolen too, it comes with a receipt.
 */
export function certifiedRing(
  ground: CertificateGround,
  of: { readonly issuer: string; readonly node: number; readonly nowNs: number; readonly random: Stream },
): Ring {
  const { suite, rings, cast } = ground;
  const stolen = cast.stage.issuers?.[of.issuer];
  if (stolen === undefined)
    throw new RangeError(`an attack asks for the issuing key "${of.issuer}": the stage has none`);
  const { credential, pair } = rings.firstRootOf(stolen.authority);
  const authority = { credential, pair: { ...pair, privateKey: privateHalf(pair, credential.name) } };
  const { ring, request } = ownKeys(ground, of.node);
  const serial = firstSerial + of.random.below(serials);
  const terms = { serial, ...lifeAround(of.nowNs), kind: 'node' } as const;
  ring.credential = suite.issue(authority, request, terms);
  if (stolen.log !== undefined) ring.receipt = rings.forkOf(stolen.authority).enter(ring.credential);
  return ring;
}
