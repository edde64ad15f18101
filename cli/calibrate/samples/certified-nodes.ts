import type { Authority, Credential, KeyPair } from '../../../sim/framework/crypto.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { opensslSuite } from '../../../sim/crypto/openssl/suite.ts';

/** A node with its key and a certificate from the root. */
export interface Certified {
  readonly pair: KeyPair;
  readonly credential: Credential;
}

/** How long before and after a moment the certificates of a calibration are good. */
const validNs = seconds(86_400);

/** A root and two nodes that it certified, good around a moment. Making the root's RSA key takes tenths of a second. */
export function certifiedNodes(atNs: number): {
  readonly root: Authority;
  readonly client: Certified;
  readonly server: Certified;
} {
  const suite = opensslSuite();
  const times = { notBeforeNs: atNs - validNs, notAfterNs: atNs + validNs };
  const root = suite.root('calibration root', times.notBeforeNs, times.notAfterNs);
  const certified = (name: string, serial: number): Certified => {
    const pair = suite.keyPair();
    const credential = suite.issue(root, suite.request(pair, name), { serial, kind: 'node', ...times });
    return { pair, credential };
  };
  return { root, client: certified('client', 1001), server: certified('server', 1002) };
}
