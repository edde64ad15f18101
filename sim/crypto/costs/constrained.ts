import { micros, millis } from '../../framework/time.ts';
import { costTable } from './cost-table.ts';

/** Clock of an nRF52840. */
const cyclesPerNs = 0.064;
const cycles = (count: number): number => Math.round(count / cyclesPerNs);

const curve = 'P256-Cortex-M4 (github.com/Emill/P256-Cortex-M4), README: assembler version on an nRF52840 at 64 MHz';
const cipher =
  'aes-armcortexm (github.com/Ko-/aes-armcortexm), table-based CTR on a Cortex-M4: 528 cycles a block (its README of commit 0664efe has 537.9); two block calls for 16 bytes of CCM; fixed: four blocks (assumption)';
const digest = 'SHA-256 at 556 KB/s: mbedTLS on a board that its source, a developer blog, does not name';

/**
 * A sensor on an nRF52840-class microcontroller (Cortex-M4, 64 MHz) with optimised software cryptography. The library is the
 * largest single factor: portable C on a Cortex-M4 of 168 MHz signs and verifies in 49 and 54 ms (P-256, micro-ecc) or 320 and
 * 742 ms (Ed25519, c25519); give a table of your own with `--costs` to model that.
 */
export const constrained = costTable(
  'constrained',
  'nRF52840 at 64 MHz: P256-Cortex-M4, aes-armcortexm; rest assumption',
  {
    sign: [curve, micros(5900)],
    verify: [curve, micros(15_300)],
    agree: [curve, micros(14_200)],
    keygen: [curve, micros(5100)],
    aead: [cipher, cycles(4 * 528), cycles(2 * 528) / 16],
    mac: [`${digest}; fixed: three more blocks`, 3 * 64 * 1800, 1800],
    hash: [`${digest}; fixed: one more block`, 64 * 1800, 1800],
    chain: ['one certificate: reading it (assumption) and verifying its signature, as above', micros(15_300 + 500)],
    parse: ['assumption: 1280 cycles, and 6 a byte', micros(20), 100],
    lookup: ['assumption: 320 cycles', micros(5)],
    policy: ['assumption: 64 000 cycles', millis(1)],
    judge: ['assumption: 64 cycles', micros(1)],
    handle: ['assumption: 3200 cycles', micros(50)],
    store: ['assumption: a page of flash', millis(1), 1000],
    estimate: ['assumption: 64 000 cycles', millis(1)],
  },
);
