import { attacks } from '../attacks/catalogue.ts';
import type { Claim, ParameterValues, Scenario } from '../sim/framework/scenario.ts';
import { refuted as childrenPlaza } from './children-plaza/refuted.ts';
import { refuted as concert } from './virtual-concert-external-dpm/refuted.ts';
import { refuted as constrainedBehindGateway } from './constrained-behind-gateway/refuted.ts';
import { refuted as crossStorageInterop } from './cross-storage-interop/refuted.ts';
import { refuted as dpmProviderMarket } from './dpm-provider-market/refuted.ts';
import { refuted as fullFledgedRoaming } from './full-fledged-roaming/refuted.ts';
import type { Arm, Refuted } from './kit/refuted.ts';
import { refuted as lifecycleAndErasure } from './lifecycle-and-erasure/refuted.ts';
import { refuted as mallAssetCirculation } from './mall-asset-circulation/refuted.ts';
import { refuted as manyIdentitiesOneDevice } from './many-identities-one-device/refuted.ts';
import { refuted as meetingRoomMapping } from './meeting-room-mapping/refuted.ts';
import type { RunPlan } from './replicate.ts';
import { refuted as revocationStorm } from './revocation-storm/refuted.ts';
import { refuted as sharedIdentityStorage } from './shared-identity-storage/refuted.ts';
import { refuted as town } from './town-1m/refuted.ts';
import { valuesAt } from './values.ts';

/** Under what each claim of every scenario is false, in the order of identifiers. */
export const refutedClaims: readonly Refuted[] = [
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

/** Fewest claims of a scenario. */
export const fewestClaims = 5;

/** The run of an arm. */
export function planOfArm({ scenario, base }: Refuted, arm: Arm): RunPlan {
  const { profile = 'framework', without = [], attack, intensity = 1, set, time } = arm;
  return {
    scenario: scenario as unknown as Scenario,
    parameters: { ...valuesAt<ParameterValues>(scenario as unknown as Scenario, 'smoke'), ...base, ...set, ...time },
    profile: { name: profile, without },
    attacks: attacks.filter(({ id }) => id === attack),
    intensity,
    seed: 1,
    suite: 'symbolic',
    again: 'npm run evidence -- claims',
  };
}

/** The same arm with nothing wrong in it: every control stands, nothing is set otherwise; the attack stays where controls were out. */
export function rightedArm({ without, profile, attack, intensity, time }: Arm): Arm {
  const ablated = without !== undefined || profile !== undefined;
  return {
    ...(ablated && attack !== undefined ? { attack } : {}),
    ...(ablated && intensity !== undefined ? { intensity } : {}),
    ...(time === undefined ? {} : { time }),
  };
}

/** What an arm is, in words: what is out, what is set, who attacks. */
export function armText({ profile = 'framework', without = [], attack, intensity, set = {} }: Arm): string {
  return [
    profile,
    ...without.map((control) => `-${control}`),
    ...Object.entries(set).map(([name, value]) => `${name}=${value}`),
    ...(attack === undefined ? [] : [intensity === undefined ? attack : `${attack} x${intensity}`]),
  ].join(' ');
}

/** What a claim says of what a run observed, and on how many observations at least. */
export function judgeClaim(
  claim: Claim,
  values: Readonly<Record<string, { readonly value: number | null; readonly n: number }>>,
  { attack }: Arm,
): { readonly holds: boolean | undefined; readonly n: number } {
  let n = Infinity;
  const holds = claim.holds((metric) => {
    const observed = values[metric];
    n = Math.min(n, observed?.n ?? 0);
    return observed?.value ?? null;
  }, attack ?? 'none');
  return { holds, n: Number.isFinite(n) ? n : 0 };
}
