import type { KillChain } from '../../sim/framework/kill-chain.ts';
import { cloneAndRoam } from './clone-and-roam.ts';
import { headsetToBuilding } from './headset-to-building.ts';
import { phishToConcert } from './phish-to-concert.ts';
import { providerInsideOut } from './provider-inside-out.ts';
import { revokeThenStrike } from './revoke-then-strike.ts';
import { rogueIssuerSweep } from './rogue-issuer-sweep.ts';
import { smokeScreen } from './smoke-screen.ts';
import { townOutbreak } from './town-outbreak.ts';

/** The kill chains, in the order of their numbers. */
export const chains: readonly KillChain[] = [
  phishToConcert,
  headsetToBuilding,
  cloneAndRoam,
  rogueIssuerSweep,
  providerInsideOut,
  smokeScreen,
  revokeThenStrike,
  townOutbreak,
];
