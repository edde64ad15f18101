/** What work costs, by device class. One table serves both suites, so virtual time never depends on the machine. */

/** Operations that are charged. Fixed ones cost a time each, sized ones a time per byte besides. */
export const operations = [
  'sign',
  'verify',
  'agree',
  'keygen',
  'aead',
  'mac',
  'hash',
  'chain',
  'parse',
  'lookup',
  'policy',
  'judge',
  'handle',
  'store',
  'estimate',
] as const;
export type Operation = (typeof operations)[number];

/**
 * Work of a real stack that is charged beside the operations. A table that leaves it out has it in its other figures: published
 * ones do, `calibrate` measures it.
 *
 * - `connect`: one end of a connection that opens, from its socket to its upgrade
 * - `secure`, `resume`: what one end of a full or resumed handshake takes beyond its signatures, chains, agreements and keys
 * - `record`: what a message takes more over a protected channel than its sealing, both ends, charged where it arrives
 * - `element`: what a signature takes longer in a secure element than on the processor
 * - `encode`: what sealing or opening an object takes beyond the cipher
 */
export const stackWork = ['connect', 'secure', 'resume', 'record', 'encode', 'element'] as const;
export type StackWork = (typeof stackWork)[number];
/** All that can be charged. */
export type Work = Operation | StackWork;

/** Time of each operation in ns: `fixed + perByte * bytes`, rounded down to whole ns. */
export interface CostTable {
  readonly name: string;
  /** Where the figures come from. */
  readonly source: string;
  readonly fixedNs: Readonly<Record<Operation, number>>;
  readonly perByteNs: Readonly<Record<Operation, number>>;
  /** Times of the stack's work, in the same form. */
  readonly stack?: Readonly<Partial<Record<StackWork, StackTime>>>;
  /** Where single figures come from: a reference, a measurement, or the word assumption. */
  readonly sources?: Readonly<Partial<Record<Operation, string>>>;
}

/** Time of some work of the stack, in ns: `fixedNs + perByteNs * bytes`. */
export interface StackTime {
  readonly fixedNs: number;
  readonly perByteNs: number;
}

/** Classes of machine that a node can run on. */
export const deviceClasses = ['constrained', 'embedded', 'gateway', 'server', 'client'] as const;
export type DeviceClass = (typeof deviceClasses)[number];
export type CostTables = Readonly<Record<DeviceClass, CostTable>>;
