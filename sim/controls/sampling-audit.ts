import type { Control, Guard } from '../framework/control.ts';
import { WholeColumn } from './columns.ts';
import { taskFor } from '../framework/task.ts';
import type { TaskResult } from '../framework/task.ts';

/** Settings of C21. */
export interface SamplingAuditSettings {
  /** Share of results that are computed again. */
  readonly share: number;
  /** Where it is set, exactly that share of so many jobs, drawn without putting back; else each job by a draw of its own. */
  readonly batch?: number;
}

const defaults: SamplingAuditSettings = { share: 0.1 };
const twoTo32 = 4294967296;

/** C21: some results are computed again and compared; the provider cannot know which. Finds A33 and A34 (R1, R3). */
export const samplingAudit = (settings: SamplingAuditSettings = defaults): Control => {
  const { share, batch } = settings;
  const stand = (): Guard => {
    // Of a node's running batch: jobs seen, and audits made.
    const seen = new WholeColumn();
    const made = new WholeColumn();
    /** Chance with which the next job of a node is audited: in a batch, audits that are left / jobs that are left. */
    const chance = (node: number): number =>
      batch === undefined ? share : (Math.round(share * batch) - made.at(node)) / (batch - seen.at(node));
    return {
      oblige(purpose, duty, at) {
        if (taskFor(purpose) === undefined) return;
        const audited = (at.draw() >>> 0) / twoTo32 < chance(at.node);
        if (audited) duty.recheck = true;
        if (batch === undefined) return;
        const last = seen.at(at.node) + 1 === batch;
        seen.put(at.node, last ? 0 : seen.at(at.node) + 1);
        made.put(at.node, last ? 0 : made.at(at.node) + (audited ? 1 : 0));
      },
      inner(deed, at) {
        const task = deed.deed === 'use' ? taskFor(deed.purpose) : undefined;
        if (task === undefined) return undefined;
        const { recomputed } = deed.circumstances;
        if (recomputed === undefined || deed.body === null) return undefined;
        at.charge('judge');
        return Math.abs(recomputed - (deed.body as TaskResult).value) <= task.tolerance ? undefined : 'audit-differs';
      },
    };
  };
  return {
    id: 'C21',
    name: 'sampling-audit',
    summary: 'One result in ten is computed again in the house and refused when it differs.',
    groups: ['R1', 'R3'],
    rung: 'data',
    layer: 'deed',
    step: 60,
    places: ['use'],
    limits:
      'Refuses only what it samples: the rest is used, and a rare cheat is found late (1-(1-p)^k after k cheats). Needs the data and the code in the house.',
    source: 'Spot checks after Sarmenta 2001 and Ateniese et al. 2007 (V-I1); share of 0.1: assumption.',
    stand,
  };
};
