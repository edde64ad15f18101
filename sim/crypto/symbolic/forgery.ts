import type { Credential, KeyPair } from '../../framework/crypto.ts';
import type { Forger } from '../forgery.ts';
import { opaque } from '../opaque.ts';
import { chainBelow, readableCredential, requestedStatement } from './certification.ts';
import { CredentialTerm } from './documents.ts';
import { sign } from './terms.ts';

/** Bit of the header that stands for what was never well formed; a flip reaches other bits only. */
const neverReadable = -1;

/** An attacker's forger in the symbolic suite, with a signature pair of its own. */
export function symbolicForger(rogue: KeyPair): Forger {
  return {
    forge: (forgery, likeness, request, terms): Credential => {
      const above = readableCredential(likeness);
      const { keyId } = CredentialTerm.statement(above);
      const issuerKeyId = forgery === 'namesake' ? rogue.publicKey : forgery === 'unlabelled' ? null : keyId;
      const statement = requestedStatement(request, { ...terms, kind: 'node' }, { issuer: above.name, issuerKeyId });
      const signature = sign(rogue.privateKey, 'certificate', statement);
      const broken = forgery === 'truncated' || forgery === 'garbled' ? [neverReadable] : undefined;
      return opaque(new CredentialTerm(statement, signature, chainBelow(above), CredentialTerm.voidKey(above), broken));
    },
  };
}
