import { micros, millis } from '../../framework/time.ts';
import { constrained } from './constrained.ts';
import { scaledTable } from './cost-table.ts';

const source = 'Cycles of the constrained class at 168 MHz (assumption)';
const atItsClock = scaledTable('embedded', source, constrained, 64 / 168);

/**
 * A full-fledged device on a Cortex-M4 at 168 MHz (STM32F405-class): the cycles of the constrained class at its clock
 * (assumption: the same code, no additional flash waits), which makes sign 2.2 ms and verify 5.8 ms. Writes go to a managed
 * flash in 0.5 ms (assumption). A secure element signs 50 ms slower than the processor (assumption: the class of P-256 elements on a
 * serial bus).
 */
export const embedded = {
  ...atItsClock,
  fixedNs: { ...atItsClock.fixedNs, store: micros(500) },
  stack: { element: { fixedNs: millis(50), perByteNs: 0 } },
  sources: { ...atItsClock.sources, store: 'managed flash (assumption); per byte: as the rest of the class' },
};
