import { micros } from '../../framework/time.ts';
import { costTable } from './cost-table.ts';

/**
 * A platform's or provider's server, for one core: Node 20.20 with OpenSSL 3.0 on a two-core machine, measured (order of
 * magnitude). `calibrate` measures another machine's.
 */
export const server = costTable('server', 'Node 20.20, OpenSSL 3.0, 2 cores, measured; rest assumption', {
  // P-256 by node:crypto: sign 32.4 us, verify 82.2 us. X25519 44.2 us, a fresh key being one such multiplication too.
  sign: [micros(32.4)],
  verify: [micros(82.2)],
  agree: [micros(44.2)],
  keygen: [micros(44.2)],
  // AES-128-GCM: 5.1 us for 256 bytes at 444 MB/s.
  aead: [5100 - 256 * 2.25, 2.25],
  // SHA-256 at 678 MB/s: HMAC 3.4 us and hash 1.5 us for 256 bytes.
  mac: [3400 - 256 * 1.475, 1.475],
  hash: [1500 - 256 * 1.475, 1.475],
  // One certificate: reading it (assumption) and verifying its signature.
  chain: [micros(82.2 + 40)],
  // A policy decision by Cedar with prepared policies takes 100 us (measured).
  policy: [micros(100)],
  // The rest is assumption.
  parse: [micros(1), 5],
  lookup: [200],
  judge: [100],
  handle: [micros(2)],
  store: [micros(20), 2],
  estimate: [micros(50)],
});
