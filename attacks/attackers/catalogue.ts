import type { AttackerClass } from '../../sim/framework/attacker.ts';
import { coalition } from './coalition.ts';
import { externalProfessional } from './external-professional.ts';
import { noise } from './noise.ts';
import { rationalProvider } from './rational-provider.ts';
import { scriptUser } from './script-user.ts';
import { watchedInsider } from './watched-insider.ts';

/** The classes of attackers, in the order of their numbers. */
export const attackers: readonly AttackerClass[] = [
  noise,
  scriptUser,
  externalProfessional,
  rationalProvider,
  watchedInsider,
  coalition,
];
