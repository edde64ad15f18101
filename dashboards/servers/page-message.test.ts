import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleOrder } from '../testing/orders.ts';
import { messageBytes, pageMessage } from './page-message.ts';

const start = { t: 'start', order: 1, run: sampleOrder };

test('an order, a stop and a pace are understood as they are', () => {
  for (const message of [start, { t: 'stop' }, { t: 'pace', pace: 0 }, { t: 'pace', pace: 20 }])
    expect(pageMessage(JSON.stringify(message))).toEqual(message);
});

test('what is not a message of the protocol to the letter is none', () => {
  const wrong = [
    '',
    'null',
    '[]',
    '{"t":"stop"',
    { t: 'halt' },
    { t: 'stop', why: 'x' },
    { t: 'pace', pace: 7 },
    { t: 'pace', pace: '20' },
    { ...start, order: -1 },
    { ...start, run: { ...sampleOrder, scenario: '' } },
    { ...start, run: { ...sampleOrder, scenario: '../x y' } },
    { ...start, run: { ...sampleOrder, trace: '/etc/passwd' } },
    { ...start, run: { ...sampleOrder, seed: 'x'.repeat(41) } },
    { ...start, run: { ...sampleOrder, attacks: Array.from({ length: 65 }, () => 'A01') } },
    {
      ...start,
      run: { ...sampleOrder, set: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`p${at}`, '1'])) },
    },
    { ...start, run: { ...sampleOrder, set: { rooms: 4 } } },
    { ...start, run: { ...sampleOrder, until: '$(reboot)' } },
  ];
  for (const message of wrong)
    expect(
      pageMessage(typeof message === 'string' ? message : JSON.stringify(message)),
      JSON.stringify(message),
    ).toBeNull();
});

test('any text at all is a message or none, and never a fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((text) => `{"t":"start","order":1,"run":${text}}`),
      ),
      (text) => {
        expect(pageMessage(text)).toBeNull();
      },
    ),
  );
  expect(pageMessage(`{"t":"stop"}${' '.repeat(messageBytes)}`)).toBeNull();
  // A prototype that is named as a parameter is a parameter of that name, and nothing else.
  expect(pageMessage('{"t":"stop","__proto__":{"x":1}}')).toBeNull();
});
