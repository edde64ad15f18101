import { expect, test } from 'vitest';
import { Links } from '../../sim/kernel/links.ts';
import type { LinkShape } from '../../sim/kernel/links.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { valuesAt } from '../values.ts';
import { links } from './links.ts';
import { presets, radios, roundTripNs, shapeOf } from './presets.ts';
import type { PresetName } from './presets.ts';
import { twoHalls } from './testing/two-halls.ts';

const steady = (name: PresetName): LinkShape => shapeOf(presets[name], { latency: 'fixed', loss: { kind: 'none' } });
const stream = (): Stream => new Stream(keyOf(1, 1, 'link'));

/** Time that a message of so many bytes takes over an idle link, ms. */
const transitMillis = (shape: LinkShape, bytes: number): number => {
  const one = new Links();
  return one.transit(one.add(shape), 0, bytes, stream()) / 1e6;
};

test('a LoRa frame of 37 bytes takes the time on air that the published formula gives', () => {
  expect(transitMillis(steady('lora'), 37)).toBeCloseTo(82, 0);
});

test('NB-IoT carries 264 bits a second, after 837 ms', () => {
  expect(transitMillis(steady('nb-iot'), 33)).toBeCloseTo(1837, 6);
});

test('a round trip takes the line and the latency twice, where the line is narrow at all', () => {
  expect(roundTripNs(steady('nb-iot'), 33) / 1e6).toBeCloseTo(2 * 1837, 6);
  expect(roundTripNs(steady('wi-fi'), 1000) / 1e6).toBe(20);
});

test.each(Object.keys(presets) as PresetName[])('%s loses the share of messages that its shape says', (name) => {
  const { loss } = presets[name];
  const sent = 200_000;
  const many = new Links();
  const link = many.add({ ...steady(name), bandwidthBitsPerSecond: Infinity, loss });
  const draws = stream();
  let lost = 0;
  for (let message = 0; message < sent; message++) if (many.transit(link, message, 10, draws) < 0) lost++;
  const expected =
    loss.kind === 'gilbert-elliott'
      ? (loss.lossBad * loss.goodToBad) / (loss.goodToBad + loss.badToGood)
      : loss.kind === 'bernoulli'
        ? loss.p
        : 0;
  expect(Math.abs(lost / sent - expected)).toBeLessThan(0.0008 + expected * 0.1);
});

test('latencies that vary have the mean of their preset', () => {
  for (const name of radios) {
    const { latency } = shapeOf(presets[name], { latency: 'lognormal', loss: { kind: 'none' } });
    expect(latency.mean! / 1e6).toBeCloseTo(presets[name].latencyMillis, 6);
  }
});

test('a house takes its links from the presets and their latencies from its parameters', () => {
  const values = valuesAt(twoHalls, 'smoke');
  const { radio, lan, wan } = links({ ...values, lossShare: 0.1, wanMillis: 40 });
  expect(radio).toMatchObject({ bandwidthBitsPerSecond: 250_000, loss: { kind: 'bernoulli', p: 0.1 } });
  expect([radio, lan, wan].map(({ latency }) => latency.mean)).toEqual([5e6, 10e6, 40e6]);
  expect(lan.loss).toEqual({ kind: 'none' });
});
