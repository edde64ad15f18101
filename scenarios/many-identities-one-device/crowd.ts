import type { Identities, OwnIdentities } from '../../sim/components/identities.ts';
import { byRoom } from '../../sim/components/things.ts';
import type { Things } from '../../sim/components/things.ts';
import { quantities } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { Seating, register } from '../kit/seating.ts';
import type { Register, Seats } from '../kit/seating.ts';
import { seatAuthority } from '../kit/seats/authority.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import { seatHarbour } from '../kit/seats/harbour.ts';
import type { Harbour } from '../kit/seats/harbour.ts';
import type { ManyIdentitiesParameters } from './parameters.ts';

/** Everybody by number: the identities of all things, platform by platform, the authority, each platform's three. */
export interface Crowd {
  readonly register: Register;
  readonly seats: readonly Seats<'device'>[];
  readonly identities: Identities;
  readonly own: OwnIdentities;
  /** What is sensed under each identity, in the surroundings of its thing. */
  readonly sensed: Things;
  /** The thing behind each identity. */
  readonly thingOf: Int32Array;
  readonly authority: AuthoritySeats;
  readonly harbours: readonly Harbour[];
}

/** The numbers below a count in an order that tells nothing. */
function shuffled(count: number, stream: Stream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last--) {
    const place = stream.below(last + 1);
    [order[last], order[place]] = [order[place]!, order[last]!];
  }
  return order;
}

/** Names that tell nothing, all different. */
function pseudonyms(count: number, stream: Stream): readonly string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`id-${stream.u32().toString(16).padStart(8, '0')}`);
  return [...names];
}

/**
 * Numbers everybody. Which identity at a platform belongs to which thing is drawn, for each platform anew: neither numbers nor names
 * tell of it.
 */
export function seatCrowd(values: ManyIdentitiesParameters, seed: number): Crowd {
  const { platforms, things, pool } = values;
  const each = things * pool;
  const count = each * platforms;
  const seating = new Seating();
  const names = pseudonyms(count, new Stream(keyOf(seed, 'identities', 'names')));
  const seats = Array.from({ length: platforms }, (_, platform) =>
    seating.take('device', {
      name: `identities.platform-${platform + 1}`,
      party: 'owners',
      count: each,
      // Each is an identity of a sensor that authenticates itself under it.
      sorts: [['full-fledged', 'sensor']],
      nameEach: (index) => names[platform * each + index]!,
    }),
  );
  const authority = seatAuthority(seating);
  const harbours = Array.from({ length: platforms }, (_, platform) => seatHarbour(seating, platform));

  /** The node under which each thing is known at each platform in each turn. */
  const placed = seats.map((_, platform) => shuffled(each, new Stream(keyOf(seed, platform, 'identities'))));
  const nodeOf = (platform: number, thing: number, turn: number): number =>
    platform * each + placed[platform]![thing * pool + turn]!;
  const platformOf = Uint8Array.from({ length: count }, (_, identity) => Math.floor(identity / each));
  const thingOf = new Int32Array(count);
  const turnOf = new Uint16Array(count);
  const others = new Int32Array(count * platforms).fill(-1);
  for (let platform = 0; platform < platforms; platform++) {
    for (let thing = 0; thing < things; thing++) {
      for (let turn = 0; turn < pool; turn++) {
        const identity = nodeOf(platform, thing, turn);
        thingOf[identity] = thing;
        turnOf[identity] = turn;
        if (thing >= values.willing) continue;
        // What the first platform knows goes to the others.
        for (let other = 0; other < platforms; other++)
          if (other !== platform && (platform === 0 || other === 0))
            others[identity * platforms + other] = nodeOf(other, thing, turn);
      }
    }
  }
  const drawn = (purpose: string, belowNs: number): Float64Array => {
    const stream = new Stream(keyOf(seed, 'things', purpose));
    const ofThing = Float64Array.from({ length: things }, () => stream.below(belowNs / 1e6) * 1e6);
    return Float64Array.from(thingOf, (thing) => ofThing[thing]!);
  };
  const everyNs = seconds(values.agreementEverySeconds);
  return {
    register: register(seating),
    seats,
    identities: { first: 0, count, platforms, platformOf },
    own: {
      turnOf,
      pool,
      others,
      awakeNs: drawn('awake', seconds(values.reportSeconds)),
      agreed: { everyNs, lengthNs: seconds(values.agreedSeconds), offsetNs: drawn('agreement', everyNs) },
    },
    sensed: byRoom({
      first: 0,
      count,
      rooms: things,
      quantity: new Uint8Array(count).fill(quantities.indexOf(values.tells as Quantity)),
      room: thingOf,
      upward: new Int32Array(count).fill(-1),
    }),
    thingOf,
    authority,
    harbours,
  };
}
