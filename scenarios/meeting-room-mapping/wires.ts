import type { Point } from '../../sim/framework/figure.ts';
import type { Wiring } from '../../sim/framework/scenario.ts';
import { linkShape } from './links.ts';
import type { Link } from './links.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import { sensorName } from './placements.ts';
import type { Roster } from './roster.ts';

/** Which placements can reach each other, at which point, over what. */
export function wires(parameters: MeetingRoomParameters, roster: Roster): Wiring[] {
  const all: Wiring[] = [];
  const join = (point: Point, from: string, to: string, link: Link, channel: Wiring['channel'] = 'handshake'): void => {
    all.push({ point, from, to, link: shapes[link], channel });
  };
  const shapes = Object.fromEntries(
    (['radio', 'lan', 'wan', 'dataCentre', 'provider', 'person'] as const).map((kind) => [
      kind,
      linkShape(kind, parameters),
    ]),
  ) as Record<Link, Wiring['link']>;

  // Constrained sensors share keys with their gateway from commissioning on.
  const sensors =
    parameters.population === 'singles'
      ? Array.from({ length: roster.sensors }, (_, node) => sensorName(node))
      : ['sensors'];
  for (const name of sensors) join('RP-T', name, 'gateways', 'radio', 'provisioned');
  join('RP-T', 'gateways', 'iot-platform', 'lan');
  join('RP-T', 'devices', 'iot-platform', 'lan');
  for (const name of ['devices', 'gateways', 'iot-platform']) join('RP-D', name, 'identity-storage', 'wan');
  join('RP-O', 'iot-platform', 'audit-log', 'wan');
  join('RP-O', 'identity-storage', 'audit-log', 'dataCentre');
  for (const { party } of roster.platforms) {
    const of = (role: string): string => `${role}.${party}`;
    join('RP-I', 'iot-platform', of('things-agent'), 'wan');
    join('RP-M', of('things-agent'), of('secure-dpm'), 'dataCentre');
    join('RP-M', of('things-agent'), of('entity-agent'), 'dataCentre');
    join('RP-M', of('secure-dpm'), of('entity-agent'), 'dataCentre');
    join('RP-M', of('secure-dpm'), of('storage-agent'), 'dataCentre');
    join('RP-M', of('secure-dpm'), of('secure-connector'), 'dataCentre');
    join('RP-M', of('avatar-agent'), of('entity-agent'), 'dataCentre');
    join('RP-M', of('avatar-agent'), of('storage-agent'), 'dataCentre');
    join('RP-S', of('storage-agent'), of('secure-storage'), 'dataCentre');
    join('RP-A', 'persons', of('avatar-agent'), 'person');
    for (const role of ['things-agent', 'entity-agent', 'avatar-agent', 'secure-connector']) {
      join('RP-D', of(role), 'identity-storage', 'wan');
    }
    for (const role of ['things-agent', 'entity-agent', 'avatar-agent', 'storage-agent', 'secure-connector']) {
      join('RP-O', of(role), 'audit-log', 'wan');
    }
    for (let provider = 1; provider <= roster.providers; provider++) {
      join('RP-C', of('secure-connector'), `external-dpm.provider-${provider}`, 'provider');
    }
  }
  return all;
}
