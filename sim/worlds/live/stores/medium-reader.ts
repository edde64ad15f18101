import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import Database from 'libsql';
import { keyOfBytes } from './key-bytes.ts';
import type { MediumPlace } from './open-medium.ts';
import { serverOf, tableOf } from './postgres-place.ts';
import type { PostgresPlace } from './postgres-place.ts';

/** Longest that reading a server may take, ms, and most bytes that it may give. */
const readMillis = 15_000;
const mostBytes = 256 << 20;

/** A child that reads a table and prints keys and records; it gets where on its input, where no other process can see it. */
const program = `
  const { driver, url, text, store } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  const { Client } = require(driver);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000, query_timeout: 10000 });
  client.connect()
    .then(() => client.query(text, [store]))
    .then(({ rows }) => {
      console.log(JSON.stringify(rows.map(({ key, bytes }) => [key.toString('base64'), bytes.toString('base64')])));
      return client.end();
    })
    .catch((error) => {
      console.error(error.code ?? 'no answer');
      process.exit(1);
    });`;

/**
 * What somebody with reach of the machine reads of a store from outside its process, while that goes on: every record as it lies
 * there, in key order. The storage's controls are not asked; only what they sealed before stays closed. Takes as long as it
 * takes, since an insider's hands do one thing at a time. Throws Error where the store cannot be reached.
 */
export function readMedium(place: MediumPlace): readonly (readonly [string, Uint8Array])[] {
  return place.kind === 'embedded' ? readFile(place.path) : readServer(place);
}

function readFile(path: string): readonly (readonly [string, Uint8Array])[] {
  if (!existsSync(path)) throw new Error(`store ${path}: there is no such file`);
  const database = new Database(`file:${path}?mode=ro`);
  try {
    const rows = database.prepare('SELECT key, bytes FROM records ORDER BY key').all([]);
    return (rows as readonly { key: Uint8Array; bytes: Uint8Array }[]).map(
      ({ key, bytes }) => [keyOfBytes(key), Buffer.from(bytes)] as const,
    );
  } finally {
    database.close();
  }
}

function readServer({ url, space, store }: PostgresPlace): readonly (readonly [string, Uint8Array])[] {
  const driver = createRequire(import.meta.url).resolve('pg');
  const text = `SELECT key, bytes FROM ${tableOf(space)} WHERE store = $1 ORDER BY key`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    input: JSON.stringify({ driver, url, text, store }),
    encoding: 'utf8',
    timeout: readMillis,
    maxBuffer: mostBytes,
  });
  if (status !== 0) throw new Error(`store ${serverOf(url)}: unreachable (${stderr.trim()})`);
  const rows = JSON.parse(stdout) as readonly (readonly [string, string])[];
  return rows.map(([key, bytes]) => [keyOfBytes(Buffer.from(key, 'base64')), Buffer.from(bytes, 'base64')] as const);
}
