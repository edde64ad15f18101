import type { Control, Guard } from '../framework/control.ts';
import type { Bodies, Kind } from '../framework/message.ts';
import { objectsIn } from './objects-in.ts';

/** Settings of C47. */
export interface ReplicaAgreementSettings {
  /** Storages that are asked for the same record. */
  readonly copies: number;
}

const defaults: ReplicaAgreementSettings = { copies: 2 };

/** C47: a record is asked of two storages, and an older answer than the other is refused. Stops A15 (R2, R5). */
export const replicaAgreement = (settings: ReplicaAgreementSettings = defaults): Control => {
  const guard: Guard = {
    oblige(purpose, duty) {
      if (purpose === 'identity') duty.copies = Math.max(duty.copies, settings.copies);
    },
    inner(deed, at) {
      if (deed.deed !== 'use' || deed.purpose !== 'identity') return undefined;
      const { versions } = deed.circumstances;
      if (versions === undefined || (deed.kind !== 'resolved' && deed.kind !== 'translated')) return undefined;
      if (deed.body === null) return undefined;
      at.charge('judge');
      const [object] = objectsIn({ kind: deed.kind, body: deed.body as Bodies[Kind] });
      if (object === undefined) return 'malformed';
      return versions.every((version) => version <= object.version) ? undefined : 'answers-differ';
    },
  };
  return {
    id: 'C47',
    name: 'replica-agreement',
    summary: 'Identity objects are asked of two storages at once, and one that is older than the other is not used.',
    groups: ['R2', 'R5'],
    rung: 'data',
    layer: 'deed',
    step: 90,
    places: ['use'],
    limits:
      'Storages that hold the same change back agree with each other. Where only one storage answers, its answer passes alone. A change on its way to the replicas looks like a split for a moment. Doubles the questions.',
    source:
      'Comparison of views after gossip of transparency logs (RFC 9162); two storages: assumption, the least that shows a difference.',
    stand: () => guard,
  };
};
