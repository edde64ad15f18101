import { trial as childrenPlaza } from '../children-plaza/testing/trial.ts';
import { trial as dpmProviderMarket } from '../dpm-provider-market/testing/trial.ts';
import { trial as lifecycleAndErasure } from '../lifecycle-and-erasure/testing/trial.ts';
import { trial as mallAssetCirculation } from '../mall-asset-circulation/testing/trial.ts';
import { trial as crossStorageInterop } from '../cross-storage-interop/testing/trial.ts';
import { trial as constrainedBehindGateway } from '../constrained-behind-gateway/testing/trial.ts';
import { trial as fullFledgedRoaming } from '../full-fledged-roaming/testing/trial.ts';
import { trial as manyIdentitiesOneDevice } from '../many-identities-one-device/testing/trial.ts';
import { trial as meetingRoomMapping } from '../meeting-room-mapping/testing/trial.ts';
import { trial as revocationStorm } from '../revocation-storm/testing/trial.ts';
import { trial as sharedIdentityStorage } from '../shared-identity-storage/testing/trial.ts';
import { trial as town } from '../town-1m/testing/trial.ts';
import { trial as concert } from '../virtual-concert-external-dpm/testing/trial.ts';
import type { Trial } from './trial.ts';

/** A trial of every scenario, by its identifier. */
export const trials: readonly (readonly [string, Trial])[] = [
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
].map((trial) => [trial.scenario.id, trial]);
