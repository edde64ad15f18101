import type { BookEntry, Tenure } from '../../sim/components/registry.ts';
import type { Bodies } from '../../sim/framework/message.ts';
import { seconds } from '../../sim/framework/time.ts';
import { bookOf, entityOf } from '../kit/book.ts';
import type { House } from '../kit/house.ts';
import { registryTimes } from '../kit/registry-parameters.ts';
import type { RegistryPlan } from '../kit/registry-plan.ts';
import { firstHolder } from '../kit/sales.ts';
import type { Sale } from '../kit/sales.ts';
import { namesItself, registryPlaceOf } from './identifiers.ts';
import type { InteropParameters } from './parameters.ts';

/**
 * What an authority has on record of the digital entities of its federation's platforms: which thing each mirrors from when on, and
 * none (an empty counterpart) from when it was sold. An entity that never mirrors anything is on no record.
 */
function entityBook(
  house: House,
  sales: readonly Sale[],
  identifiers: readonly string[],
  place: number,
): readonly BookEntry[] {
  const { platforms, things } = house;
  return platforms.flatMap(({ party }, platform) => {
    if (house.federationOf(party) !== place) return [];
    return Array.from({ length: things.count }, (_, thing): BookEntry => {
      const tenure = (fromNs: number, mirrors: boolean): Tenure => ({
        fromNs,
        holder: party,
        counterpart: mirrors ? identifiers[thing]! : '',
      });
      const own = sales.filter((sale) => sale.thing === thing && (sale.from === platform || sale.to === platform));
      return {
        identifier: entityOf(party, thing),
        kind: 'entity',
        subject: things.first + thing,
        tenures: [
          ...(firstHolder(thing, platforms.length) === platform ? [tenure(0, true)] : []),
          ...own.map(({ atNs, to }) => tenure(atNs, to === platform)),
        ],
      };
    }).filter(({ tenures }) => tenures.length > 0);
  });
}

/**
 * What an authority has on record of the virtual things on its federation's platforms: no thing feeds them, so there is no counterpart,
 * and no other can be put on record for them.
 */
const virtualBook = ({ virtual, federationOf }: House, place: number): readonly BookEntry[] =>
  virtual.identifiers.flatMap((identifier, one) => {
    const holder = virtual.holders[one]!;
    const tenures = [{ fromNs: 0, holder, counterpart: '' }];
    return federationOf(holder) === place
      ? [{ identifier, kind: 'virtual', subject: virtual.first + one, tenures }]
      : [];
  });

/** What a device puts on record of itself. */
const registrationOf =
  ({ platforms }: House, identifiers: readonly string[]) =>
  (thing: number): Bodies['register'] => {
    const { party } = platforms[firstHolder(thing, platforms.length)]!;
    return { identifier: identifiers[thing]!, holder: party, counterpart: entityOf(party, thing) };
  };

/** What each authority has on record, and how storages and platforms rely on that. */
export function registryPlan(
  house: House,
  identifiers: readonly string[],
  sales: readonly Sale[],
  values: InteropParameters,
): RegistryPlan {
  const thingBook = bookOf(house, sales, (thing) => identifiers[thing]!);
  return {
    books: house.authorities.map((_, place) => [
      ...thingBook.filter((_entry, thing) => !namesItself(house, thing) && registryPlaceOf(house, thing) === place),
      ...entityBook(house, sales, identifiers, place),
      ...virtualBook(house, place),
    ]),
    identifiers,
    ...registryTimes(values),
    across: {
      registryOf: (thing) => registryPlaceOf(house, thing),
      cacheNs: seconds(values.cacheSeconds),
      timeoutNs: seconds(values.abroadSeconds),
      registers: registrationOf(house, identifiers),
      withinNs: seconds(values.answerSeconds),
      renewNs: seconds(values.renewSeconds),
    },
  };
}
