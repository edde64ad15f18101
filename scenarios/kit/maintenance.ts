import type { UpdateTerms } from '../../sim/components/iot-platform.ts';
import type { MaintenanceTerms } from '../../sim/components/maintenance.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import type { SiteSeats, SiteTerms } from './seats/site.ts';

/** How the devices of a site are maintained. */
export interface MaintenancePlan {
  /** Share of devices that still have the password that their maker ships with. */
  readonly shippedShare: number;
  /** When their IoT platform brings them the maker's newest release, ns; absent where there is none. */
  readonly updateAtNs?: number;
}

/** Pairs of name and password that makers ship with: the 61 of Mirai's list, numbered from 0. */
const shippedPairs = 61;
/** Numbers of passwords that owners have chosen begin here: they are on nobody's list, and each is another. */
const firstChosen = 1 << 16;
/** Length of a release for a device, bytes, and time from one device to the next, ns (assumptions). */
const releaseBytes = 512 * 1024;
const updateGapNs = millis(100);
/** How long a login counts, ns (assumption). */
const loginNs = seconds(30);

/** What each device of a site asks for who maintains it: a number of a pair, drawn once. */
export function secretsOf({ maintenance }: SiteTerms, count: number, seed: number, site: number): Uint32Array {
  const stream = new Stream(keyOf(seed, site, 'passwords'));
  const share = maintenance?.shippedShare ?? 0;
  return Uint32Array.from({ length: count }, (_, device) =>
    stream.uniform() < share ? stream.below(shippedPairs) : firstChosen + device,
  );
}

/** The maintenance service of a site's devices; nothing where they have none. */
export const maintenanceOf = ({
  terms,
  devices,
  secrets,
  iotPlatform,
}: SiteSeats): { readonly maintenance?: MaintenanceTerms } =>
  terms.maintenance === undefined
    ? {}
    : { maintenance: { first: devices.first, secrets, loginNs, manager: iotPlatform.first } };

/** The release that a site's IoT platform brings to the devices that run some code; nothing where there is none. */
export const updateOf = ({ terms }: SiteSeats, code: string): { readonly update?: UpdateTerms } =>
  terms.maintenance?.updateAtNs === undefined
    ? {}
    : { update: { atNs: terms.maintenance.updateAtNs, code, version: 2, length: releaseBytes, gapNs: updateGapNs } };
