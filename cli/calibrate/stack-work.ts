import type { CostTable, StackTime, StackWork } from '../../sim/framework/costs.ts';
import { chargedNs } from './handshake-charges.ts';
import type { Line } from './line-fit.ts';

/** What is left of a line when others are taken off, so many times each; nothing is less than free. */
const less = (whole: Line, parts: readonly (readonly [Line, number])[]): StackTime => {
  const left = (of: (line: Line) => number): number =>
    Math.max(
      0,
      parts.reduce((rest, [line, times]) => rest - of(line) * times, of(whole)),
    );
  return { fixedNs: left(({ fixedNs }) => fixedNs), perByteNs: left(({ perByteNs }) => perByteNs) };
};

const each = ({ fixedNs, perByteNs }: StackTime): StackTime => ({ fixedNs: fixedNs / 2, perByteNs: perByteNs / 2 });

/**
 * The work of the stack by what was measured in one piece: what is left of it beside the operations that are charged for the same
 * piece. Samples of openings and of messages over TLS count both ends. A secure element is nothing that this machine signs with.
 */
export function stackOf(
  figure: (id: string) => Line,
  table: Pick<CostTable, 'fixedNs' | 'perByteNs'>,
): Readonly<Record<Exclude<StackWork, 'element'>, StackTime>> {
  const charged = (kind: 'full' | 'resumed'): Line => ({ fixedNs: chargedNs(table, kind), perByteNs: 0 });
  const handshake = (kind: 'full' | 'resumed'): StackTime =>
    each(
      less(figure(`handshake-${kind}`), [
        [figure('connection'), 1],
        [charged(kind), 1],
      ]),
    );
  const aead: Line = { fixedNs: table.fixedNs.aead, perByteNs: table.perByteNs.aead };
  return {
    connect: each(less(figure('upgrade'), [])),
    secure: handshake('full'),
    resume: handshake('resumed'),
    record: less(figure('handle-over-tls'), [
      [figure('handle'), 1],
      [aead, 2],
    ]),
    encode: less(figure('sealed-message'), [[aead, 1]]),
  };
}
