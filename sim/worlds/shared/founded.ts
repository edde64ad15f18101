import type { Credential, KeyPair, Suite } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Stream } from '../../kernel/stream.ts';
import { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** A certificate is good from so long before its making until so long after, ns: less than any control asks (assumption). */
const lifeNs = 1_200_000_000_000;
/** Its serial is one of so many (assumption). */
const serials = 1_000_000;

/** What a root of an attacker's own is made with. */
interface Ground {
  readonly suite: Suite;
  readonly rings: Rings;
  readonly cast: Cast;
}

/** Roots of attackers' own, one for each authority whose name they bear. */
export class FoundedRoots {
  private readonly ground: Ground;
  private readonly roots = new Map<string, { readonly credential: Credential; readonly pair: KeyPair }>();

  constructor(ground: Ground) {
    this.ground = ground;
  }

  /** The root under the name of a node's authority; made at the first call, and the same ever after. */
  rootOf(node: number): { readonly credential: Credential; readonly pair: KeyPair } {
    const { suite, rings, cast } = this.ground;
    const { name } = rings.issuerOf(node);
    const known = this.roots.get(name);
    if (known !== undefined) return known;
    const made = suite.root(name, -cast.longCredentialNs, cast.longCredentialNs * 2);
    this.roots.set(name, made);
    return made;
  }

  /** Keys of the attacker's own, with a certificate for a node's name that its root has signed. */
  certify(under: number, node: number, nowNs: number, random: Stream): Ring {
    const { suite, rings, cast } = this.ground;
    const ring = new Ring(-1, rings.secrets);
    ring.pair = suite.keyPair();
    const request = suite.request(ring.pair, cast.household.nameOf(node));
    const terms = { serial: random.below(serials), notBeforeNs: nowNs - lifeNs, notAfterNs: nowNs + lifeNs };
    ring.credential = suite.issue(this.rootOf(under), request, { ...terms, kind: 'node' });
    return ring;
  }
}
