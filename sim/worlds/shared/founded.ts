import type { Credential, KeyPair } from '../../framework/crypto.ts';
import type { Stream } from '../../kernel/stream.ts';
import { lifeAround, ownKeys } from './own-keys.ts';
import type { CertificateGround } from './own-keys.ts';
import type { Ring } from './ring.ts';

/** Its serial is one of so many (assumption). */
const serials = 1_000_000;

/** Roots of attackers' own, one for each authority whose name they bear. */
export class FoundedRoots {
  private readonly ground: CertificateGround;
  private readonly roots = new Map<string, { readonly credential: Credential; readonly pair: KeyPair }>();

  constructor(ground: CertificateGround) {
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
    const { ring, request } = ownKeys(this.ground, node);
    const terms = { serial: random.below(serials), ...lifeAround(nowNs), kind: 'node' } as const;
    ring.credential = this.ground.suite.issue(this.rootOf(under), request, terms);
    return ring;
  }
}
