import type { Point, Role } from '../../framework/figure.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';

/** What carries the frames of a channel: WebSocket, or MQTT in the packets of a broker. */
export type CarrierName = 'websocket' | 'mqtt';

/** How an end of a channel comes to its connection. */
export interface Carriage {
  readonly carrier: CarrierName;
  /** Who opens it from here: this end when it has something to say, this end as soon as it can, or the other end alone. */
  readonly calls: 'on demand' | 'at once' | 'never';
}

/**
 * The one place that says which wires are MQTT: those at RP-T that end in an IoT platform, which has the broker. Whoever is at
 * the other end, a device, a gateway or a stranger, is its client: it calls and stays connected, and is never called. Sensors
 * behind a gateway reach that over their own radio.
 */
export function carriageOf(point: Point, own: Role | null, other: Role | null): Carriage {
  if (point !== 'RP-T' || (own !== 'iot-platform' && other !== 'iot-platform'))
    return { carrier: 'websocket', calls: 'on demand' };
  return { carrier: 'mqtt', calls: own === 'iot-platform' ? 'never' : 'at once' };
}

/** Whether some node has a wire of MQTT. */
export function speaksMqtt(cast: Cast, isMeant: (node: number) => boolean): boolean {
  const placed = new Map(cast.placements.map((placement) => [placement.name, placement]));
  return cast.wires.some(({ point, from, to }) => {
    const ends = [placed.get(from), placed.get(to)];
    const [own = null, other = null] = ends.map((end) => (end?.component.role as Role | undefined) ?? null);
    if (carriageOf(point, own, other).carrier !== 'mqtt') return false;
    return ends.some((end) => end !== undefined && nodesOf(end).some(isMeant));
  });
}

const nodesOf = ({ first, count }: Placement): readonly number[] =>
  Array.from({ length: count }, (_, at) => first + at);

/**
 * The IoT platforms with which a node stays connected from its start: those that it has a wire to and that stand alone in their
 * placement. Of several, only what it says tells which is its own: that one is called when it first speaks.
 */
export function platformsOf(cast: Cast, node: number): readonly number[] {
  const own = cast.placements.find(({ first, count }) => first <= node && node < first + count)?.name;
  const others = cast.wires.flatMap(({ point, from, to }) =>
    point !== 'RP-T' ? [] : from === own ? [to] : to === own ? [from] : [],
  );
  return cast.placements.flatMap(({ name, first, count, component }) =>
    others.includes(name) && count === 1 && (component.role as Role) === 'iot-platform' ? [first] : [],
  );
}

/** Names of the IoT platforms of one process. */
export const platformNames = (cast: Cast, isLocal: (node: number) => boolean): readonly string[] =>
  cast.placements
    .filter(({ component }) => (component.role as Role) === 'iot-platform')
    .flatMap(nodesOf)
    .filter(isLocal)
    .map((node) => cast.household.nameOf(node));
