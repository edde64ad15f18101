import { thingOf } from '../../sim/components/things.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import type { House } from './house.ts';
import type { Sale } from './sales.ts';
import { seatsOfPlatform } from './seats/platform.ts';

/**
 * Which twin may truly show a thing, by the sales alone, whatever any storage says: that of the platform which bought it last (at the
 * beginning things go round), and that of one which sold it for some time more.
 */
export function showingBy(
  { things, platforms }: House,
  sales: readonly Sale[],
  graceNs: number,
): NonNullable<Entitlements['mayShow']> {
  const salesOfThing = Array.from({ length: things.count }, (_, thing) => sales.filter((sale) => sale.thing === thing));
  const places = new Map(
    platforms.flatMap((platform, place) =>
      seatsOfPlatform(platform).map(({ first }): [number, number] => [first, place]),
    ),
  );
  return (node, subject, nowNs) => {
    const thing = thingOf(things, subject);
    if (thing < 0) return true;
    const own = salesOfThing[thing]!;
    const last = own.findLast(({ atNs }) => atNs <= nowNs);
    const platform = places.get(node);
    if ((last === undefined ? thing % platforms.length : last.to) === platform) return true;
    return own.some(({ from, atNs }) => from === platform && atNs <= nowNs && nowNs - atNs <= graceNs);
  };
}
