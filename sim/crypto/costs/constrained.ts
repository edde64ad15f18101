import { micros, millis } from '../../framework/time.ts';
import { costTable } from './cost-table.ts';

/** Clock of an nRF52840. */
const cyclesPerNs = 0.064;
const cycles = (count: number): number => Math.round(count / cyclesPerNs);

/**
 * A sensor on an nRF52840-class microcontroller (Cortex-M4, 64 MHz) with optimised software cryptography. The library is the
 * largest single factor: portable C on a Cortex-M4 of 168 MHz signs and verifies in 49 and 54 ms (P-256, micro-ecc) or 320 and
 * 742 ms (Ed25519, c25519); give a table of your own with `--costs` to model that.
 */
export const constrained = costTable(
  'constrained',
  'nRF52840 at 64 MHz: P256-Cortex-M4, aes-armcortexm; rest assumption',
  {
    // P256-Cortex-M4 README, assembler version.
    sign: [micros(5900)],
    verify: [micros(15_300)],
    agree: [micros(14_200)],
    keygen: [micros(5100)],
    // aes-armcortexm, table-based: 528 cycles a block, two block calls for 16 bytes of CCM. Fixed: four blocks (assumption).
    aead: [cycles(4 * 528), cycles(2 * 528) / 16],
    // SHA-256 at 556 KB/s (mbedTLS on a board that its source does not name). Fixed: three more blocks for HMAC, one for the hash.
    mac: [3 * 64 * 1800, 1800],
    hash: [64 * 1800, 1800],
    // One certificate: reading it (assumption) and verifying its signature.
    chain: [micros(15_300 + 500)],
    // The rest is assumption: 64 to 64 000 cycles, and a page of flash.
    parse: [micros(20), 100],
    lookup: [micros(5)],
    policy: [millis(1)],
    judge: [micros(1)],
    handle: [micros(50)],
    store: [millis(1), 1000],
    estimate: [millis(1)],
  },
);
