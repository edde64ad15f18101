import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bearerAllowed, hostAllowed, socketRefusal, type DoorSetting } from './door.ts';

const token = 'a'.repeat(43);
const door: DoorSetting = { host: '127.0.0.1', port: 8717, token };
const visitor = {
  host: '127.0.0.1:8717',
  origin: 'http://127.0.0.1:8717',
  'sec-websocket-protocol': `metarange.dashboard.1, token.${token}`,
};

test('the server’s own page with the token is let in, under any name by which only this machine can be meant', () => {
  expect(socketRefusal(visitor, door)).toBeNull();
  for (const host of ['localhost:8717', '[::1]:8717', 'LOCALHOST:8717', '192.168.1.7:8717'])
    expect(socketRefusal({ ...visitor, host, origin: `http://${host}` }, door), host).toBeNull();
  const named = { ...visitor, host: 'range.example:8717', origin: 'http://range.example:8717' };
  expect(socketRefusal(named, { ...door, host: 'range.example' })).toBeNull();
});

test('a name that a stranger’s page brought here is no host of this server', () => {
  for (const host of [
    'evil.example:8717',
    '127.0.0.1.evil.example:8717',
    '127.0.0.1',
    '127.0.0.1:80',
    '',
    'localhost.:8717',
    '127.0.0.1:8717@evil',
    ' 127.0.0.1:8717',
    '[::1]:87170',
  ])
    expect(hostAllowed({ host }, door), host).toBe(false);
  expect(hostAllowed({}, door)).toBe(false);
  expect(socketRefusal({ ...visitor, host: 'evil.example:8717', origin: 'http://evil.example:8717' }, door)).toBe(
    'host',
  );
});

test('a page from elsewhere is refused even with the token', () => {
  for (const origin of [
    'http://evil.example',
    'null',
    'https://127.0.0.1:8717',
    'http://127.0.0.1:9999',
    'http://localhost:8717',
    undefined,
  ])
    expect(socketRefusal({ ...visitor, origin }, door), String(origin)).toBe('origin');
});

test('no token but the right one opens, whatever its length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (guess) => {
      fc.pre(guess.trim() !== token);
      const protocols = `metarange.dashboard.1, token.${guess}`;
      expect(socketRefusal({ ...visitor, 'sec-websocket-protocol': protocols }, door)).toBe('token');
      expect(bearerAllowed({ authorization: `Bearer ${guess}` }, door)).toBe(false);
    }),
  );
  for (const protocols of [undefined, '', 'metarange.dashboard.1', token, `token.${token.slice(1)}`, `TOKEN.${token}`])
    expect(socketRefusal({ ...visitor, 'sec-websocket-protocol': protocols }, door)).toBe('token');
  expect(bearerAllowed({ authorization: `Bearer ${token}` }, door)).toBe(true);
  for (const authorization of [undefined, token, `bearer ${token}`, `Basic ${token}`])
    expect(bearerAllowed({ authorization }, door)).toBe(false);
});
