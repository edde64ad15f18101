import type { ByteSuite } from '../../../sim/framework/byte-suite.ts';
import type { Authority, Credential, KeyPair } from '../../../sim/framework/crypto.ts';
import { points } from '../../../sim/framework/figure.ts';
import type { Point } from '../../../sim/framework/figure.ts';
import type { Stream } from '../../../sim/kernel/stream.ts';
import type { LiveGround } from '../../../sim/worlds/live/live-world.ts';
import type { Parcel } from '../../../sim/worlds/live/parcel.ts';

/** A way into the besieged process: who may open a channel to whom, at which point. */
export interface Approach {
  readonly point: Point;
  readonly place: number;
  readonly source: number;
  readonly to: number;
}

/** Keys with a credential for them. */
export interface Identity {
  readonly credential: Credential;
  readonly pair: KeyPair;
}

/** What who besieges a process of a live run has in hand: its port, and every key there is, stolen. */
export interface Besieged {
  readonly port: number;
  readonly suite: ByteSuite;
  readonly random: Stream;
  readonly root: Authority;
  readonly otherRoot: Authority;
  /** Present moment of the run, ns. */
  readonly nowNs: () => number;
  nameOf(node: number): string;
  /** The next way in, each in its turn, so that no address is worn out. */
  approach(): Approach;
  keysOf(node: number): Identity;
  /** Takes down what a visitor was told. */
  readonly note: (bytes: Buffer) => void;
}

/** Parcel of everybody. */
export const wholeParcel = (ground: LiveGround): Parcel => ground.commissioner.parcelFor(() => true);

/** Besieges the process of that name, at one point or at all. */
export function besieged(
  ground: LiveGround,
  parcel: Parcel,
  { process, point }: { readonly process: string; readonly point?: Point },
  setting: { readonly random: Stream; readonly note: (bytes: Buffer) => void; readonly nowNs: () => number },
): Besieged {
  const { staged, ports } = ground;
  const { suite, cast } = staged;
  const ways = waysInto(ground, process).filter((way) => point === undefined || way.point === point);
  const held = new Map(parcel.rings.map(([node, pair, credential]) => [node, { pair, credential }] as const));
  const [authority] = parcel.authorities;
  const credential = suite.decode(authority!.root) as Credential;
  let turn = 0;
  return {
    ...setting,
    port: ports[process]!,
    suite,
    root: { credential, pair: suite.importPair(authority!.rootKey!) },
    otherRoot: suite.root(credential.name, -cast.longCredentialNs, cast.longCredentialNs),
    nameOf: (node) => cast.household.nameOf(node),
    approach: () => ways[turn++ % ways.length]!,
    keysOf: (node) => {
      const ring = held.get(node)!;
      return { pair: suite.importPair(ring.pair), credential: suite.decode(ring.credential) as Credential };
    },
  };
}

function waysInto({ staged: { cast, processOf } }: LiveGround, process: string): readonly Approach[] {
  const named = (name: string) => cast.placements.find((one) => one.name === name)!;
  return cast.wires.flatMap((wire): Approach[] => {
    if (wire.channel !== 'handshake') return [];
    const [from, to] = [named(wire.from), named(wire.to)];
    if (processOf(to.first) !== process) return [];
    const { point } = wire;
    return Array.from({ length: from.count }, (_, index) => ({
      point,
      place: points.indexOf(point),
      source: from.first + index,
      to: to.first + (index % to.count),
    }));
  });
}
