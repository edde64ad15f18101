import type { Control, Guard } from '../framework/control.ts';
import { seconds } from '../framework/time.ts';

/** Settings of C18. */
export interface PseudonymRotationSettings {
  /** How long a thing uses one identifier at a platform, ns. */
  readonly lifeNs: number;
}

const defaults: PseudonymRotationSettings = { lifeNs: seconds(60) };

/** C18: things change their identifiers at every platform, all at once. Narrows A17 (R2). */
export const pseudonymRotation = (settings: PseudonymRotationSettings = defaults): Control => {
  const guard: Guard = {
    oblige(purpose, duty, at) {
      if (purpose !== 'pseudonym') return;
      at.charge('judge');
      duty.pseudonymNs = Math.min(duty.pseudonymNs, settings.lifeNs);
    },
  };
  return {
    id: 'C18',
    name: 'pseudonym-rotation',
    summary:
      'Things take another identifier and credential at each platform every minute, all at the same moments, and speak under each at moments of its own.',
    groups: ['R2', 'R5'],
    rung: 'data',
    layer: 'standing',
    step: 40,
    places: ['issue'],
    limits:
      'Takes away what can be learnt from when things speak, and leaves whoever joins identifiers the readings of one life: where few of those tell a thing apart, as motion does, it hardly helps. Every change asks for new agreements and new inquiries. The authority that issues knows all of them.',
    source:
      'Pools of pseudonym certificates of vehicles, which change about every 5 min (SAE J2945/1); a minute, so that a run sees several: assumption.',
    stand: () => guard,
  };
};
