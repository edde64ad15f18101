import { expect, test } from 'vitest';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import { deviceClasses, operations, type Operation } from '../../sim/framework/costs.ts';
import { readCosts } from '../cost-file.ts';
import { fakeMachine, fakeSamples, type FakeMachine } from '../testing/fake-machine.ts';
import { calibrate, type CalibrationDocument, type CalibrationRequest } from './calibration.ts';
import { calibrationText, timeText } from './calibration-text.ts';
import { chargedNs } from './handshake-charges.ts';

const machine = { node: '24.1.0', openssl: '3.5.0', cpu: 'a machine', cores: 2, system: 'an operating system' };

const calibrated = (
  request: Partial<CalibrationRequest> = {},
  on: FakeMachine = fakeMachine(),
): Promise<CalibrationDocument> =>
  calibrate(
    { device: 'server', effort: 'quick', ...request },
    {
      clock: on.clock,
      startedAt: new Date('2026-02-03T04:05:06Z'),
      machine,
      version: '0.1.0',
      published: costTables,
      samples: fakeSamples(on),
      warnings: ['it rains'],
      progress: () => undefined,
      lookUp: async () => undefined,
    },
  );

test('the measured class has what its operations took, and the others what is published', async () => {
  const { costs, calibration } = await calibrated({ device: 'gateway' });
  const { tables } = readCosts('c.json', new TextEncoder().encode(JSON.stringify({ costs, calibration })), costTables);
  operations.forEach((operation, index) => {
    const { fixedNs, perByteNs } = tables.gateway;
    expect(fixedNs[operation] / (1000 * (index + 1))).toBeCloseTo(1, 2);
    const sized = calibration.figures.find(({ id }) => id === operation)!.points.length > 1;
    expect(perByteNs[operation]).toBeCloseTo(sized ? index + 1 : 0, 1);
  });
  for (const device of deviceClasses.filter((one) => one !== 'gateway'))
    expect(tables[device]).toEqual(costTables[device]);
  expect(tables.gateway.source).toBe(
    'measured by metarange calibrate: a machine, Node 24.1.0, OpenSSL 3.5.0, 2026-02-03',
  );
  expect(tables.gateway.sources!.sign).toBe('measured: what sign does');
});

test('a calibration says where, when and how it was made, and how sure each figure is', async () => {
  const { calibration } = await calibrated();
  expect(calibration).toMatchObject({
    schemaVersion: 1,
    class: 'server',
    measuredAt: '2026-02-03T04:05:06.000Z',
    product: { name: 'metarange', version: '0.1.0' },
    machine,
    effort: { name: 'quick', rounds: 7, batchMillis: 2 },
    warnings: ['it rains'],
  });
  for (const figure of calibration.figures) {
    const { fixedNs, fixedCi95, perByteNs, perByteCi95, grade, misfit, points } = figure;
    expect(grade, figure.id).toBe('good');
    expect([fixedCi95[0] <= fixedNs, fixedCi95[1] >= fixedNs]).toEqual([true, true]);
    expect([perByteCi95[0] <= perByteNs, perByteCi95[1] >= perByteNs]).toEqual([true, true]);
    expect(misfit === null).toBe(points.length === 1);
  }
});

test('figures that do not agree with themselves, and a busy machine, are warned of', async () => {
  const restless = fakeMachine((id, batch) => (id === 'mac' ? 1 + ((batch * 7) % 5) : 1));
  const { calibration } = await calibrated({}, restless);
  const grades = new Map(calibration.figures.map(({ id, grade }) => [id, grade]));
  expect([grades.get('mac'), grades.get('hash')]).toEqual(['poor', 'good']);
  expect(calibration.warnings).toContain('poor figures, of which the intervals and misfits say more: mac');

  const shared = fakeMachine();
  const { clock } = shared;
  let wall = 0;
  const busy = { ...shared, clock: { ...clock, wallNs: () => (wall = Math.max(wall, 3 * clock.cpuNs())) } };
  expect((await calibrated({}, busy)).calibration.warnings.at(-1)).toMatch(
    /^the machine was busy with other things: work took 3\.\d+ times its processor time$/,
  );
});

test('a system whose processor time moves in ticks is measured by the time that passes, and says so', async () => {
  const coarse = fakeMachine();
  const { clock } = coarse;
  const tickNs = 15_625_000;
  // Looking at the clock must lead somewhere, or nobody would ever see it move.
  const wallNs = (): number => {
    coarse.wait(1000);
    return clock.wallNs();
  };
  const cpuNs = (): number => Math.floor(clock.wallNs() / tickNs) * tickNs;
  const { calibration } = await calibrated({}, { ...coarse, clock: { wallNs, cpuNs } });
  expect(calibration.warnings).toContain('this system counts processor time coarsely: everything is time that passed');
  expect(new Set(calibration.figures.map((figure) => figure.clock))).toEqual(new Set(['wall']));
});

test('the openings of channels stand beside what the table charges for them', async () => {
  const { costs, calibration } = await calibrated();
  const { fixedNs } = costs.find(({ id }) => id === 'server')!;
  const of = (operation: Operation, times: number): number => fixedNs[operation] * times;
  const resumed = of('keygen', 2) + of('parse', 2) + of('agree', 2);
  const full = resumed + of('parse', 2) + of('sign', 2) + of('chain', 2) + of('verify', 2);
  expect([chargedNs({ fixedNs }, 'full'), chargedNs({ fixedNs }, 'resumed')]).toEqual([full, resumed]);
  expect(calibration.handshakes.full.chargedNs / full).toBeCloseTo(1, 3);
  expect(calibration.handshakes.full.measuredNs / 2e6).toBeCloseTo(1, 3);
  expect(calibration.handshakes.resumed.measuredNs / 1e6).toBeCloseTo(1, 3);
});

test('for people every operation has its row, with the published time beside it, and what was run', async () => {
  const document = await calibrated();
  const text = calibrationText(document, costTables);
  for (const { id, what } of document.calibration.figures) {
    expect(text).toMatch(new RegExp(`^${id} +\\d`, 'm'));
    expect(text).toContain(what);
  }
  expect(text).toMatch(/^sign +1 us +1 us +1 us \.\. 1 us +32\.4 us +0\.0309 +good$/m);
  expect(text).toMatch(/^aead +5 us +5 +6\.28 us .* good, 0\.\d+ % off at \d+ B$/m);
  expect(text).toContain('class server: a machine, 2 cores, an operating system, Node 24.1.0, OpenSSL 3.5.0');
  expect(text).toMatch(/ {2}full: 2 ms measured, \d+ us charged/);
  expect(text.endsWith('\nwarning: it rains\n')).toBe(true);
});

test('times are told in the unit that fits them', () => {
  expect([0.42, 999, 1000, 12_345, 1e6, 2.5e9].map(timeText)).toEqual([
    '0.42 ns',
    '999 ns',
    '1 us',
    '12.3 us',
    '1 ms',
    '2500 ms',
  ]);
});
