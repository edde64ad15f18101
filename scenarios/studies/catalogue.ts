import type { Study } from '../../sim/framework/study.ts';
import { controlsUnderAttack } from './controls-under-attack.ts';
import { loadUnderAttack } from './load-under-attack.ts';
import { whatMatters } from './what-matters.ts';

/** Every study, by identifier. */
export const studies: readonly Study[] = [controlsUnderAttack, loadUnderAttack, whatMatters];
