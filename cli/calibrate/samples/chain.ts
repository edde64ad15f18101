import { X509Certificate } from 'node:crypto';
import { opensslSuite } from '../../../sim/crypto/openssl/suite.ts';
import { certificatePem, credentialOf } from '../../../sim/crypto/openssl/tls-identity.ts';
import { anySize, calls, type Sample } from '../sample.ts';
import { certifiedNodes } from './certified-nodes.ts';

/** A certificate as it comes off the wire: read anew each time, and followed to the root at a moment, ns. */
export const chain = (atNs: number): Sample =>
  calls('chain', 'reading a certificate and following it to its root, an RSA signature', anySize, () => {
    const suite = opensslSuite();
    const { root, client } = certifiedNodes(atNs);
    const der = new X509Certificate(certificatePem(client.credential)).raw;
    return () => suite.checkChain(credentialOf([der]), [root.credential], atNs) === undefined;
  });
