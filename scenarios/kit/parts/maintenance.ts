import type { UpdateTerms } from '../../../sim/components/iot-platform.ts';
import type { MaintenanceTerms } from '../../../sim/components/maintenance.ts';
import { millis, seconds } from '../../../sim/framework/time.ts';
import type { SiteSeats } from '../seats/site.ts';

/** Length of a release for a device, bytes, and time from one device to the next, ns (assumptions). */
const releaseBytes = 512 * 1024;
const updateGapNs = millis(100);
/** How long a login counts, ns (assumption). */
const loginNs = seconds(30);

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
