import { expect, test } from 'vitest';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock, FactKind } from '../../sim/framework/fact.ts';
import { placeNumber } from '../../sim/framework/figure.ts';
import type { LabelTable } from '../../sim/framework/truth.ts';
import { CellTally } from './cell-tally.ts';

/** Facts of nodes at RP-T, each with the label of the attack step that it descends from. */
const blockOf = (facts: readonly (readonly [kind: FactKind, node: number, label: number])[]): FactBlock =>
  ({
    count: facts.length,
    kind: facts.map(([kind]) => factNumber[kind]),
    node: facts.map(([, node]) => node),
    label: facts.map(([, , label]) => label),
    place: facts.map(() => placeNumber['RP-T']),
    detail: facts.map(() => 0),
  }) as unknown as FactBlock;

test('a sort of things is seen where a node of that sort does or says something of its own, and nowhere else', () => {
  const sorts: readonly (readonly string[])[] = [['constrained', 'wearable'], ['full-fledged', 'camera'], []];
  const tally = new CellTally({
    scenario: 'S99',
    roleOf: (node) => (node === 2 ? 'gateway' : 'device'),
    sortsOf: (node) => sorts[node]!,
    labels: () => ({ attempts: [{ attack: 'A18' }], attemptOf: () => 0 }) as unknown as LabelTable,
  });
  tally.block(
    blockOf([
      ['sent', 0, 0],
      ['sent', 0, 0],
      // What an attacker does in its place is none of its own.
      ['sent', 1, 7],
      ['refused', 1, 0],
      ['delivered', 2, 0],
    ]),
  );
  expect(tally.cells()).toEqual([
    ['A18', 'RP-T', 'device', 'S99', 1],
    ['constrained', 'RP-T', 'device', 'S99', 2],
    ['gateway', 'RP-T', 'gateway', 'S99', 1],
    ['wearable', 'RP-T', 'device', 'S99', 2],
  ]);
});
