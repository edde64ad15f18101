import type { Study } from '../../sim/framework/study.ts';
import { controlsUnderAttack } from './controls-under-attack.ts';

/** Every study, by identifier. */
export const studies: readonly Study[] = [controlsUnderAttack];
