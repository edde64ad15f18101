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

/** Time of each operation in ns: `fixed + perByte * bytes`, rounded down to whole ns. */
export interface CostTable {
  readonly name: string;
  /** Where the figures come from. */
  readonly source: string;
  readonly fixedNs: Readonly<Record<Operation, number>>;
  readonly perByteNs: Readonly<Record<Operation, number>>;
  /** Where single figures come from: a reference, a measurement, or the word assumption. */
  readonly sources?: Readonly<Partial<Record<Operation, string>>>;
}

/** Classes of machine that a node can run on. */
export const deviceClasses = ['constrained', 'embedded', 'gateway', 'server', 'client'] as const;
export type DeviceClass = (typeof deviceClasses)[number];
export type CostTables = Readonly<Record<DeviceClass, CostTable>>;
