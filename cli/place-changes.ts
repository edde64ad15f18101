import type { Machine } from '../metrics/results/summary.ts';
import { oneLine } from './fault.ts';

/** Where results were made: the parts of a manifest that no command decides. */
export interface Place {
  readonly product: { readonly version: string };
  readonly machine: Pick<Machine, 'node' | 'openssl' | 'cpu'>;
  readonly lockDigest: string | null;
}

/** In what two results are from different places, in words, where that may tell why numbers differ. */
export const placeChanges = (then: Place, now: Place): readonly string[] => {
  const places: readonly (readonly [string, string | null, string | null])[] = [
    ['metarange', then.product.version, now.product.version],
    ['Node', then.machine.node, now.machine.node],
    ['OpenSSL', then.machine.openssl, now.machine.openssl],
    ['lock digest', then.lockDigest, now.lockDigest],
    ['CPU', then.machine.cpu, now.machine.cpu],
  ];
  return places
    .filter(([, before, after]) => before !== after)
    .map(
      ([what, before, after]) =>
        `${what} was ${oneLine(before ?? 'unknown', 80)}, is ${oneLine(after ?? 'unknown', 80)}`,
    );
};
