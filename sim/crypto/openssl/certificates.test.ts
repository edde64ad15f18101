import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Authority, Credential, CredentialTerms, KeyPair } from '../../framework/crypto.ts';
import { epochMillis, seconds } from '../../framework/time.ts';
import { CredentialHandle } from './credential.ts';
import { opensslSuite } from './suite.ts';
import { certificatePem, credentialOf, tlsIdentity } from './tls-identity.ts';

const suite = opensslSuite();
const year = seconds(365 * 86_400);
const terms: CredentialTerms = { serial: 0xdeadbeef, notBeforeNs: -year, notAfterNs: 30 * year, kind: 'node' };
const x509 = (credential: Credential, depth = 0): X509Certificate =>
  new X509Certificate(CredentialHandle.chain(credential as never)[depth]!);

describe('issued certificates', () => {
  let root: Authority;
  let middle: Authority;
  let device: KeyPair;
  let leaf: Credential;

  beforeAll(() => {
    root = suite.root('Authority of House A', -year, 30 * year);
    const pair = suite.keyPair();
    const middleTerms: CredentialTerms = { ...terms, kind: 'authority', serial: 2 };
    middle = { credential: suite.issue(root, suite.request(pair, 'platform authority'), middleTerms), pair };
    device = suite.keyPair('ed25519');
    leaf = suite.issue(middle, suite.request(device, 'thing-17.house-a'), terms);
  });

  test('are X.509 v3 as OpenSSL reads it', () => {
    const certificate = x509(leaf);
    expect(certificate.subject).toBe('CN=thing-17.house-a');
    expect(certificate.issuer).toBe('CN=platform authority');
    expect(certificate.serialNumber).toBe('DEADBEEF');
    expect(certificate.subjectAltName).toBe('DNS:thing-17.house-a');
    expect(certificate.ca).toBe(false);
    expect(certificate.publicKey.asymmetricKeyType).toBe('ed25519');
    expect(Date.parse(certificate.validFrom)).toBe(epochMillis - year / 1e6);
    expect(Date.parse(certificate.validTo)).toBe(epochMillis + (30 * year) / 1e6);
    expect(certificate.checkIssued(x509(middle.credential))).toBe(true);
    expect(certificate.verify(x509(middle.credential).publicKey)).toBe(true);
    expect(x509(leaf, 1).raw).toEqual(x509(middle.credential).raw);
    const authority = x509(middle.credential);
    expect([authority.ca, authority.checkIssued(x509(root.credential))]).toEqual([true, true]);
    expect([x509(root.credential).ca, x509(root.credential).publicKey.asymmetricKeyType]).toEqual([true, 'rsa']);
    expect(x509(root.credential).verify(x509(root.credential).publicKey)).toBe(true);
  });

  test('carry a name that is no host name as a URN', () => {
    const certificate = x509(suite.issue(root, suite.request(device, 'Gerät 17'), terms));
    expect(certificate.subjectAltName).toBe('URI:urn:metarange:Ger%C3%A4t%2017');
  });

  test('cover years that X.509 writes with two digits and with four', () => {
    for (const years of [-75, -26.1, -25.9, -1, 23.9, 24.1, 140]) {
      const notBeforeNs = Math.round(years * 365) * 86_400 * 1e9;
      const credential = suite.issue(root, suite.request(device, 'thing'), { ...terms, notBeforeNs });
      expect(credential.notBeforeNs).toBe(notBeforeNs);
      expect(Date.parse(x509(credential).validFrom)).toBe(epochMillis + notBeforeNs / 1e6);
    }
  });

  test('authenticate both ends of a real TLS 1.3 connection', async () => {
    const operator = suite.keyPair();
    const direct = suite.issue(root, suite.request(operator, 'platform-a'), terms);
    const roots = { ca: certificatePem(root.credential), minVersion: 'TLSv1.3' as const };
    const listening = {
      ...roots,
      ...tlsIdentity(leaf, device.privateKey),
      requestCert: true,
      rejectUnauthorized: true,
    };
    const listener = createServer(listening).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const accepted = once(listener, 'secureConnection');
    const calling = { ...roots, ...tlsIdentity(direct, operator.privateKey), servername: leaf.name };
    const client = connect({ ...calling, port, host: '127.0.0.1' });
    const [socket] = (await accepted) as [TLSSocket];
    try {
      expect([socket.authorized, client.authorized, client.getProtocol()]).toEqual([true, true, 'TLSv1.3']);
      const caller = credentialOf([socket.getPeerCertificate().raw]);
      const called = client.getPeerCertificate(true);
      const answerer = credentialOf([called.raw, called.issuerCertificate.raw]);
      expect([caller.name, answerer.name]).toEqual(['platform-a', 'thing-17.house-a']);
      const faults = [caller, answerer].map((shown) => suite.checkChain(shown, [root.credential], 0));
      expect(faults).toEqual([undefined, undefined]);
    } finally {
      client.destroy();
      socket.destroy();
      listener.close();
    }
  });
});
