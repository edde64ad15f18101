import type { Suite } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Stream } from '../../kernel/stream.ts';
import { privateHalf } from './issuer.ts';
import { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** A certificate of a stolen key is good from so long before its making until so long after, ns: less than any control asks (assumption). */
const lifeNs = 1_200_000_000_000;
/** Its serial is one of so many, beyond those that authorities have come to (assumption). */
const firstSerial = 1_000_000;
const serials = 1_000_000;

/**
 * Keys of an attacker's own, with a certificate for a node's name that it has signed with the key under which an authority issued when
 * the run began: the authority knows nothing of it, and revokes it never. Where the log's key was stolen too, it comes with a receipt.
 */
export function certifiedRing(
  { suite, rings, cast }: { readonly suite: Suite; readonly rings: Rings; readonly cast: Cast },
  of: { readonly issuer: string; readonly node: number; readonly nowNs: number; readonly random: Stream },
): Ring {
  const stolen = cast.stage.issuers?.[of.issuer];
  if (stolen === undefined)
    throw new RangeError(`an attack asks for the issuing key "${of.issuer}": the stage has none`);
  const { credential, pair } = rings.firstRootOf(stolen.authority);
  const authority = { credential, pair: { ...pair, privateKey: privateHalf(pair, credential.name) } };
  const ring = new Ring(-1, rings.secrets);
  ring.pair = suite.keyPair();
  const request = suite.request(ring.pair, cast.household.nameOf(of.node));
  const serial = firstSerial + of.random.below(serials);
  const terms = { serial, notBeforeNs: of.nowNs - lifeNs, notAfterNs: of.nowNs + lifeNs, kind: 'node' } as const;
  ring.credential = suite.issue(authority, request, terms);
  if (stolen.log !== undefined) ring.receipt = rings.forkOf(stolen.authority).enter(ring.credential);
  return ring;
}
