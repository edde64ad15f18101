import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeContent } from '../../../crypto/openssl/content.ts';
import { opensslSuite } from '../../../crypto/openssl/suite.ts';
import { readMedium } from './medium-reader.ts';
import { openMedium } from './open-medium.ts';

const folder = mkdtempSync(join(tmpdir(), 'metarange-insider-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('an insider reads the file of a store at work, and changes nothing', async () => {
  const place = { kind: 'embedded', path: join(folder, 'archive.db') } as const;
  const medium = await openMedium(place);
  await medium.put('room 7/1', Buffer.from('motion 0.25'));
  await medium.put('room 7/2', Buffer.from('motion 0.75'));
  const read = (): string[][] => readMedium(place).map(([key, bytes]) => [key, Buffer.from(bytes).toString()]);
  expect(read()).toEqual([
    ['room 7/1', 'motion 0.25'],
    ['room 7/2', 'motion 0.75'],
  ]);
  await medium.erase('room 7/1');
  await medium.put('room 7/3', Buffer.from('motion 0.5'));
  expect(read()).toEqual([
    ['room 7/2', 'motion 0.75'],
    ['room 7/3', 'motion 0.5'],
  ]);
  expect(await medium.get('room 7/2')).toEqual(Buffer.from('motion 0.75'));
  await medium.close();
});

test('what was sealed before it reached the store, the insider finds sealed; without that, in clear', async () => {
  const suite = opensslSuite();
  const key = suite.secret();
  const record = { room: 7, window: 3, motion: 0.123456789 };
  const laid = { clear: encodeContent(record), sealed: encodeContent(suite.seal(key, record, ['storage', 7])) };
  const telling = Buffer.from(laid.clear.subarray(-20));
  const seen: Record<string, readonly boolean[]> = {};
  for (const name of ['clear', 'sealed'] as const) {
    const place = { kind: 'embedded', path: join(folder, name, 'archive.db') } as const;
    const medium = await openMedium(place);
    await medium.put('room 7/3', laid[name]);
    const files = readdirSync(join(folder, name)).map((file) => readFileSync(join(folder, name, file)));
    const records = readMedium(place).map(([, bytes]) => Buffer.from(bytes));
    expect(records).toEqual([Buffer.from(laid[name])]);
    seen[name] = [records[0]!.includes(telling), files.some((file) => file.includes(telling))];
    await medium.close();
  }
  expect(seen).toEqual({ clear: [true, true], sealed: [false, false] });
});

test('a store that is not there is named', () => {
  const path = join(folder, 'nowhere.db');
  expect(() => readMedium({ kind: 'embedded', path })).toThrow(`store ${path}: there is no such file`);
});
