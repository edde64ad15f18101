/**
 * Bytes on the wire of what cryptography adds: the one table for controls and handshakes. The same for both suites, so that virtual
 * time does not depend on which is chosen; what `openssl` really makes is compared with it in a test.
 *
 * Record and handshake figures: "Comparison of CoAP Security Protocols" (IETF draft), which counts with 8-byte tags; each
 * protected record with a 16-byte tag is 8 bytes longer.
 */
const longerTag = 8;
/** P-256 (IEEE P1363) or Ed25519. */
const signature = 64;
/** SHA-256. */
const hash = 32;
/** An X.509 v3 certificate for a P-256 key issued by an RSA-2048 root, in DER (measured on what `openssl` issues). */
const certificate = 600;
/** Certificate message around a certificate, and CertificateVerify with a DER signature (RFC 8446, 4.4). */
const certificateFrame = 8;
const certificateVerify = 8 + 72;
/** Subject public key info of P-256, which a raw-public-key handshake carries in place of a certificate (RFC 7250). */
const rawKey = 91;
/** A handshake with raw public keys on both sides, two of its flights being protected records (RFC 8446, figure 1). */
const rawKeyHandshake = 789 + 2 * longerTag;
/** First flights of both sides: ClientHello and the client's Finished (assumption; together with the rest they make the whole). */
const hello = 180;
const finish = 90;

/** Sizes in bytes. */
export const wireSizes = {
  signature,
  hash,
  certificate,
  /** AES-GCM (NIST SP 800-38D): what sealing adds to a content, nonce and tag. */
  sealedOverhead: 12 + 16,
  /** HMAC-SHA-256 cut to 128 bits. */
  mac: 16,
  /** PKCS#10 for a P-256 key (measured on what `openssl` makes). */
  request: 210,
  rawKeyHandshake,
  /** A credential of one certificate and the proof that goes with it. */
  proof: certificateFrame + certificate + certificateVerify,
  /** The same with a raw key, as the handshake figure counts it. */
  rawKeyProof: certificateFrame + rawKey + certificateVerify,
  /** Packets of a handshake, without what either side shows of itself. */
  handshake: {
    hello,
    /** Cookie of a HelloRetryRequest with its frame (assumption). */
    cookie: 60,
    reply: rawKeyHandshake - hello - finish - 2 * (certificateFrame + rawKey + certificateVerify),
    finish,
    /** New session ticket that ends an opening well, and the alert that ends it badly (assumptions). */
    accept: 120,
    refuse: 40,
  },
  /** TLS 1.3 record: 14 bytes with an 8-byte tag. */
  record: 14 + longerTag,
  /** OSCORE's smallest request (RFC 8613): 13 bytes with an 8-byte tag. */
  object: 13 + longerTag,
  /** A CBOR web token: five claims (assumption) and a signature. */
  token: 76 + signature,
  /** A constrained voucher (after RFC 8366, signed with COSE): five claims as in a token (assumption), a raw key and a signature. */
  voucher: 76 + rawKey + signature,
  /** Attestation evidence: measurement and signature, time and frame (assumption, after an EAT). */
  evidence: hash + signature + 24,
} as const;
