import { Stream, keyOf } from '../../sim/kernel/stream.ts';

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

/** What each device of a site asks for who maintains it: a number of a pair, drawn once. */
export function secretsOf(plan: MaintenancePlan | undefined, count: number, seed: number, site: number): Uint32Array {
  const stream = new Stream(keyOf(seed, site, 'passwords'));
  const share = plan?.shippedShare ?? 0;
  return Uint32Array.from({ length: count }, (_, device) =>
    stream.uniform() < share ? stream.below(shippedPairs) : firstChosen + device,
  );
}
