import { workloads } from '../../sim/framework/component.ts';
import { flagReplayed } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';

const reports = workloads.indexOf('report');

/**
 * Whether an honest node wanted the operation that a fact `finished` is about, whatever an attack did to it on its way. Only
 * reports can be an attacker's own: those that it made up (born at one of its nodes, which are numbered from `nodes` on) and
 * those that it sent again.
 */
export const isHonestOperation = (facts: FactBlock, row: number, nodes: number): boolean =>
  facts.detail[row] !== reports || isHonestDatum(facts, row, nodes);

/** Whether a datum was said by an honest node and comes as it was sent the first time, altered or not. */
export const isHonestDatum = (facts: FactBlock, row: number, nodes: number): boolean =>
  facts.origin[row]! < nodes && (facts.flags[row]! & flagReplayed) === 0;
