import { expect, test } from 'vitest';
import { deviceClone } from '../attacks/device-clone.ts';
import { sensorSpoofing } from '../attacks/sensor-spoofing.ts';
import type { Attack } from '../sim/framework/attack.ts';
import { FactsBefore, planOf, play } from './testing/play.ts';

const thousand = {
  rooms: 200,
  sensorsPerRoom: 5,
  equippedRooms: 2,
  roomsPerGateway: 20,
  warmUpSeconds: 10,
  durationSeconds: 30,
};
const arms: readonly [string, 'none' | 'framework', readonly Attack[], 'uniform' | 'aligned'][] = [
  ['without controls', 'none', [], 'uniform'],
  ['under the full framework', 'framework', [], 'uniform'],
  ['without controls, while somebody spoofs sensors', 'none', [sensorSpoofing], 'uniform'],
  ['under the full framework, while somebody uses copied keys', 'framework', [deviceClone], 'uniform'],
  ['without controls, all reporting at one moment', 'none', [], 'aligned'],
  ['under the full framework, all reporting at one moment', 'framework', [sensorSpoofing], 'aligned'],
];

test.each(arms)(
  'a thousand single sensors do what a population of a thousand does: %s',
  (_arm, profile, attacks, phases) => {
    const lines: string[][] = [];
    const digests = (['one', 'singles'] as const).map((population) => {
      const log = new FactsBefore(Infinity);
      const plan = planOf(
        { profile: { name: profile, without: [] }, attacks, observers: [log], intensity: 4 },
        { ...thousand, phases, population },
      );
      const { digest } = play(plan);
      lines.push(log.lines);
      return digest;
    });
    expect(lines[0]!.length).toBeGreaterThan(10_000);
    const differing = lines[0]!.findIndex((line, fact) => line !== lines[1]![fact]);
    expect(differing, `fact ${differing}: ${lines[0]![differing]} in one, ${lines[1]![differing]} in singles`).toBe(-1);
    expect(digests[1]).toBe(digests[0]);
  },
);
