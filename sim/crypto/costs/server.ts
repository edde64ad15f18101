import { micros } from '../../framework/time.ts';
import { costTable } from './cost-table.ts';

const measured = 'measured: node:crypto of Node 20.20 with OpenSSL 3.0, two-core machine (order of magnitude)';

/**
 * A platform's or provider's server, for one core: Node 20.20 with OpenSSL 3.0 on a two-core machine, measured (order of
 * magnitude). `calibrate` measures another machine's.
 */
export const server = costTable('server', 'Node 20.20, OpenSSL 3.0, 2 cores, measured; rest assumption', {
  sign: [`${measured}, P-256`, micros(32.4)],
  verify: [`${measured}, P-256`, micros(82.2)],
  agree: [`${measured}, X25519`, micros(44.2)],
  keygen: ['a fresh key of X25519 is one multiplication as well', micros(44.2)],
  aead: [`${measured}: AES-128-GCM, 5.1 us for 256 bytes at 444 MB/s`, 5100 - 256 * 2.25, 2.25],
  mac: [`${measured}: HMAC-SHA-256, 3.4 us for 256 bytes at 678 MB/s`, 3400 - 256 * 1.475, 1.475],
  hash: [`${measured}: SHA-256, 1.5 us for 256 bytes at 678 MB/s`, 1500 - 256 * 1.475, 1.475],
  chain: ['one certificate: reading it (assumption) and verifying its signature, as above', micros(82.2 + 40)],
  policy: ['measured: a decision by Cedar with prepared policies', micros(100)],
  parse: ['assumption', micros(1), 5],
  lookup: ['assumption', 200],
  judge: ['assumption', 100],
  handle: ['assumption', micros(2)],
  store: ['assumption', micros(20), 2],
  estimate: ['assumption', micros(50)],
});
