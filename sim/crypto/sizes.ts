/**
 * Bytes on the wire of what cryptography adds. One table for both suites, so that virtual time does not depend on which is
 * chosen; what `openssl` really makes is compared with it in a test.
 *
 * Handshake and record figures: "Comparison of CoAP Security Protocols" (IETF draft), which counts with 8-byte tags; each
 * protected record with a 16-byte tag is 8 bytes longer.
 */
const longerTag = 8;
/** Protected records of a TLS 1.3 handshake with both sides proved: server flight and client flight (RFC 8446, figure 1). */
const handshakeRecords = 2;
/** Subject public key info of P-256, which a raw-public-key handshake carries in place of a certificate (RFC 7250). */
const rawKey = 91;
/** An X.509 v3 certificate for a P-256 key issued by an RSA-2048 root, in DER (measured on what `openssl` issues). */
const certificate = 600;
/** Certificate and CertificateVerify messages of the client with a raw key: 8 + 91 and 8 + 72 bytes (RFC 8446, 4.4). */
const clientProof = 179;

/** Sizes in bytes. */
export const sizes = {
  /** P-256 (IEEE P1363) or Ed25519. */
  signature: 64,
  /** AES-GCM (NIST SP 800-38D). */
  nonce: 12,
  tag: 16,
  /** What sealing adds to a content: nonce and tag. */
  sealedOverhead: 28,
  /** HMAC-SHA-256 cut to 128 bits. */
  mac: 16,
  /** SHA-256. */
  hash: 32,
  /** A key of X25519 or Ed25519 as raw bytes. */
  agreementKey: 32,
  rawPublicKey: rawKey,
  certificate,
  /** The same issued below a P-256 authority: a shorter signature (measured on what `openssl` issues). */
  certificateByP256: 412,
  /** PKCS#10 for a P-256 key (measured on what `openssl` makes). */
  request: 210,
  /** Raw public keys on both sides: 789 bytes with 8-byte tags. */
  rawKeyHandshake: 789 + handshakeRecords * longerTag,
  /** Certificates on both sides: two certificates in place of two raw keys. */
  mutualHandshake: 789 + handshakeRecords * longerTag + 2 * (certificate - rawKey),
  /** A certificate on the server's side only. */
  serverHandshake: 789 + handshakeRecords * longerTag + certificate - rawKey - clientProof,
  /** Pre-shared key with ephemeral key agreement: 436 bytes with 8-byte tags. */
  presharedHandshake: 436 + handshakeRecords * longerTag,
  /** A resumption is a pre-shared-key handshake, whose identity is a ticket (ticket of 192 bytes: assumption). */
  resumption: 436 + handshakeRecords * longerTag + 192,
  /** EDHOC (RFC 9528): three messages with static Diffie-Hellman keys and key identifiers, and with signatures. */
  edhocStatic: 101,
  edhocSignature: 242,
  /** TLS 1.3: 14 bytes with an 8-byte tag. */
  tlsRecord: 14 + longerTag,
  /** DTLS 1.3: 11 bytes with an 8-byte tag. */
  dtlsRecord: 11 + longerTag,
  /** OSCORE (RFC 8613), longest request and response, with 8-byte tags as its default suite has them. */
  oscoreRequest: 15,
  oscoreResponse: 11,
} as const;
