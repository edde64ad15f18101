import { workloads } from '../../sim/framework/component.ts';
import { purposes, quantities } from '../../sim/framework/datum.ts';
import { drops } from '../../sim/framework/fact.ts';
import type { FactKind } from '../../sim/framework/fact.ts';
import { refusals } from '../../sim/framework/verdict.ts';
import { controlOf } from './fact-numbers.ts';

/**
 * Name behind the number in a fact's `detail`: control, loss, purpose, operation or quantity, by kind; '' for others.
 */
export const detailOf = (kind: FactKind, detail: number): string => {
  switch (kind) {
    case 'refused':
    case 'not-opened':
    case 'alarmed':
    case 'released':
      return controlOf(detail);
    case 'dropped':
      return drops[detail] ?? '';
    case 'used':
    case 'disclosed':
      return purposes[detail] ?? '';
    case 'finished':
      return workloads[detail] ?? '';
    case 'acted':
    case 'inferred':
      return quantities[detail] ?? '';
    default:
      return '';
  }
};

/** Why a control refused, behind the number in a fact's `outcome`; '' where the kind is no refusal. */
export const reasonOf = (kind: FactKind, outcome: number): string =>
  kind === 'refused' || kind === 'not-opened' ? (refusals[outcome] ?? '') : '';
