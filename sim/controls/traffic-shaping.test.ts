import { describe, expect, test } from 'vitest';
import { purposes } from '../framework/datum.ts';
import { seconds } from '../framework/time.ts';
import { atWork, cast, noDuty, post, report } from './testing/house.ts';
import { trafficShaping } from './traffic-shaping.ts';

const atSensor = () => post({ node: cast.sensor, peer: cast.gateway });

describe('C36 traffic shaping and padding', () => {
  test('what a thing tells its twin is to come every two seconds, or oftener where it is to; nothing else is asked', () => {
    const guard = atWork(trafficShaping());
    for (const purpose of purposes) {
      const [duty, at] = [noDuty(), atSensor()];
      guard.oblige!(purpose, duty, at);
      expect(duty).toEqual({ ...noDuty(), evenlyNs: purpose === 'twin' ? seconds(2) : Infinity });
      expect(at.charged).toEqual(purpose === 'twin' ? ['judge'] : []);
    }
    const sooner = { ...noDuty(), evenlyNs: seconds(1) };
    guard.oblige!('twin', sooner, atSensor());
    expect(sooner.evenlyNs).toBe(seconds(1));
  });

  test('what such a thing sends fills whole frames, however long it was', () => {
    const guard = atWork(trafficShaping());
    guard.oblige!('twin', noDuty(), atSensor());
    for (const [sizeBytes, added] of [
      [48, 79],
      [126, 1],
      [127, 0],
      [128, 126],
      [254, 0],
    ] as const) {
      const at = atSensor();
      guard.protect!(report(1, { sizeBytes }), at);
      expect([sizeBytes, at.extended]).toEqual([sizeBytes, added]);
      expect(at.charged).toEqual(['judge']);
    }
  });

  test('who reports when its time comes, and who passes on what others say, adds nothing and pays nothing', () => {
    const guard = atWork(trafficShaping());
    guard.oblige!('twin', noDuty(), atSensor());
    for (const node of [cast.gateway, cast.lamp]) {
      const at = post({ node });
      guard.protect!(report(), at);
      expect([at.extended, at.charged]).toEqual([0, []]);
    }
  });
});
