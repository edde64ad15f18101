import { expect, test } from 'vitest';
import type { RunOrder } from '../../dashboards/live/protocol.ts';
import { sampleOrder } from '../../dashboards/testing/orders.ts';
import { readRequest, type Request } from '../request.ts';
import { fakeRange } from '../testing/fake-engine.ts';
import { choicesOf } from './choices.ts';
import { commandLine } from './order.ts';
import { noFiles } from './run-thread.ts';

const range = fakeRange();

const asked = (
  more: Partial<RunOrder>,
): Request | { readonly what: string; readonly where: string; readonly nearest: string } =>
  readRequest(commandLine({ ...sampleOrder, ...more }), range, noFiles);

test('an order of a page is the command line that it stands for, and is repeated by it', () => {
  const request = asked({
    profile: 'transport',
    without: ['C32'],
    attacks: ['A07', 'A24'],
    seed: '7',
    set: { rooms: '3' },
  });
  expect(request).toMatchObject({
    command: 'run',
    run: {
      parameters: { rooms: 3, sensorPeriodSeconds: 10 },
      profiles: [{ name: 'transport', without: ['C32'] }],
      attacks: { mode: 'together' },
      seed: 7,
      untilNs: 192.5e9,
      command:
        'metarange run meeting-room-mapping --set rooms=3 --size smoke --profile transport --without C32 --attack A07,A24 --seed 7 --suite symbolic --replications 1 --until 00:03:12.5',
    },
  });
  expect(asked({ attacks: [], until: '' })).toMatchObject({ run: { attacks: { mode: 'none' }, untilNs: null } });
});

test('what the command would refuse is refused in the same words', () => {
  const wrong: readonly (readonly [Partial<RunOrder>, string])[] = [
    [{ scenario: 'meeting-rom' }, 'unknown scenario'],
    [{ profile: 'frame' }, 'unknown profile'],
    [{ attacks: ['A99'] }, 'unknown attack'],
    [{ without: ['C99'] }, 'unknown control'],
    [{ seed: '' }, 'not a whole number'],
    [{ seed: '1e99' }, 'not a whole number'],
    [{ set: { rooms: '0' } }, 'out of range'],
    [{ set: { romms: '1' } }, 'unknown parameter'],
    [{ until: '-5' }, 'not a time'],
    [{ size: 'huge' }, 'unknown size'],
    [{ suite: 'rot13' }, 'unknown suite'],
  ];
  for (const [order, words] of wrong) {
    const fault = asked(order);
    expect('what' in fault ? `${fault.what}` : 'no fault', JSON.stringify(order)).toContain(words);
  }
});

test('no word of an order becomes a flag', () => {
  for (const more of [
    { scenario: '--trace' },
    { scenario: '-' },
    { set: { '--trace': 'x' } },
    { attacks: ['--out=x'] },
    { seed: '--json' },
  ])
    expect(asked(more)).toHaveProperty('nearest');
});

test('a page can choose all that the catalogue has', () => {
  const { scenarios, profiles, attacks, controls } = choicesOf(range.catalogue);
  expect(scenarios.map(({ name }) => name)).toEqual(range.catalogue.scenarios.map(({ name }) => name));
  expect(scenarios[0]!.parameters.length).toBe(Object.keys(range.catalogue.scenarios[0]!.parameters).length);
  expect(scenarios[0]!.sizes['paper']).toEqual({ rooms: 40 });
  expect([profiles.length, attacks.length, controls.length]).toEqual([
    6,
    range.catalogue.attacks.length,
    range.catalogue.controls.length,
  ]);
});
