import type { Credential, Feigned, KeyPair } from '../../framework/crypto.ts';
import { opaque } from '../opaque.ts';
import { chainBelow, readableCredential, requestedStatement } from './certification.ts';
import { CredentialTerm } from './documents.ts';
import { sign } from './terms.ts';

/** Bit of the header that stands for what was never well formed; a flip reaches other bits only. */
const neverReadable = -1;

/** A credential that looks as if the likeness had issued it, signed with a pair of the attacker's own. */
export function forge(rogue: KeyPair, { forgery, likeness, request, terms }: Feigned): Credential {
  const above = readableCredential(likeness);
  const { keyId } = CredentialTerm.statement(above);
  const issuerKeyId = forgery === 'namesake' ? rogue.publicKey : forgery === 'unlabelled' ? null : keyId;
  const statement = requestedStatement(request, { ...terms, kind: 'node' }, { issuer: above.name, issuerKeyId });
  const signature = sign(rogue.privateKey, 'certificate', statement);
  const broken = forgery === 'truncated' || forgery === 'garbled' ? [neverReadable] : undefined;
  return opaque(new CredentialTerm(statement, signature, chainBelow(above), CredentialTerm.voidKey(above), broken));
}
