import type { Scenario } from '../sim/framework/scenario.ts';
import { childrenPlaza } from './children-plaza/scenario.ts';
import { dpmProviderMarket } from './dpm-provider-market/scenario.ts';
import { lifecycleAndErasure } from './lifecycle-and-erasure/scenario.ts';
import { mallAssetCirculation } from './mall-asset-circulation/scenario.ts';
import { crossStorageInterop } from './cross-storage-interop/scenario.ts';
import { constrainedBehindGateway } from './constrained-behind-gateway/scenario.ts';
import { fullFledgedRoaming } from './full-fledged-roaming/scenario.ts';
import { meetingRoomMapping } from './meeting-room-mapping/scenario.ts';
import { sharedIdentityStorage } from './shared-identity-storage/scenario.ts';
import { manyIdentitiesOneDevice } from './many-identities-one-device/scenario.ts';
import { revocationStorm } from './revocation-storm/scenario.ts';
import { concert } from './virtual-concert-external-dpm/scenario.ts';
import { town } from './town-1m/scenario.ts';

// Scenarios differ in their parameters; the command checks values against the declarations before `build` gets them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyScenario = Scenario<any>;

/** Every scenario, in the order of identifiers. */
export const scenarios: readonly AnyScenario[] = [
  meetingRoomMapping,
  concert,
  fullFledgedRoaming,
  constrainedBehindGateway,
  sharedIdentityStorage,
  crossStorageInterop,
  manyIdentitiesOneDevice,
  revocationStorm,
  dpmProviderMarket,
  lifecycleAndErasure,
  mallAssetCirculation,
  town,
  childrenPlaza,
];
