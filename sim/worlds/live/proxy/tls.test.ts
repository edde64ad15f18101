import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { opensslSuite } from '../../../crypto/openssl/suite.ts';
import { tlsIdentity } from '../../../crypto/openssl/tls-identity.ts';
import { LinkProxy } from './link-proxy.ts';
import type { Unit } from './units.ts';
import type { Passing, WireLink, WireRuling } from './wire-hand.ts';

const suite = opensslSuite();
const authority = suite.root('authority', 0, 4e18);
const pair = suite.keyPair();
const terms = { serial: 1, notBeforeNs: 0, notAfterNs: 4e18, kind: 'node' } as const;
const identity = tlsIdentity(suite.issue(authority, suite.request(pair, 'storage'), terms), pair.privateKey);

/** Content type of a TLS 1.3 record that is encrypted (RFC 8446, 5.2). */
const encrypted = 23;

/** A TLS 1.3 connection through a proxy, with what each end got and how it ended. */
interface Talk {
  readonly proxy: LinkProxy;
  readonly near: TLSSocket;
  /** How to come again, and the tickets for that. */
  readonly where: { readonly port: number; readonly host: string; readonly rejectUnauthorized: false };
  readonly sessions: readonly Buffer[];
  readonly heard: string[];
  readonly faults: string[];
  readonly far: () => TLSSocket;
  readonly close: () => Promise<void>;
}

let talk: Talk;
let rule: (passing: Passing) => WireRuling;
beforeEach(async () => {
  rule = () => 'pass';
  talk = await open();
});
afterEach(() => talk.close());

async function open(): Promise<Talk> {
  const heard: string[] = [];
  const faults: string[] = [];
  // Node says what broke and leaves it to the owner of the socket to close it, as WebSocket does.
  const blame = (end: string, socket: TLSSocket): void =>
    void socket.on('error', (error: NodeJS.ErrnoException) => {
      faults.push(`${end} ${error.code}`);
      socket.destroy();
    });
  const server = createServer({ ...identity, minVersion: 'TLSv1.3' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = new LinkProxy({ target: { host: '127.0.0.1', port } });
  proxy.put({ see: (passing) => rule(passing) });
  let far: TLSSocket | undefined;
  server.on('secureConnection', (socket) => {
    far = socket;
    socket.on('data', (bytes) => heard.push(String(bytes)));
    blame('far', socket);
  });
  const where = { port: await proxy.listen(), host: '127.0.0.1', rejectUnauthorized: false } as const;
  const near = connect({ ...where, minVersion: 'TLSv1.3' });
  const sessions: Buffer[] = [];
  near.on('session', (session) => sessions.push(session));
  near.on('data', (bytes) => heard.push(String(bytes)));
  blame('near', near);
  await once(near, 'secureConnect');
  await expect.poll(() => far !== undefined).toBe(true);
  const close = async (): Promise<void> => {
    near.destroy();
    far?.destroy();
    await proxy.close();
    await new Promise((closed) => server.close(closed));
  };
  return { proxy, near, where, sessions, heard, faults, far: () => far!, close };
}

const closed = (socket: TLSSocket): Promise<void> =>
  socket.closed ? Promise.resolve() : new Promise((done) => socket.once('close', () => done()));
/** OpenSSL's name for a record whose authentication failed. */
const badRecord = 'far ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC';

test('the attacker sees records and their sizes, and nothing that was said', async () => {
  const seen: Unit[] = [];
  rule = ({ unit }) => {
    seen.push(unit);
    return 'pass';
  };
  talk.near.write('the door code is 4711');
  talk.near.write('x'.repeat(5_000));
  await expect.poll(() => talk.heard.join('').length).toBe(5_021);
  expect(seen.length).toBeGreaterThanOrEqual(2);
  for (const { kind, bytes } of seen) {
    expect([kind, bytes[0]]).toEqual(['record', encrypted]);
    expect(bytes.includes('4711')).toBe(false);
    expect(bytes.includes('xxxx')).toBe(false);
  }
});

test('one flipped bit, anywhere in a record, ends the connection, and nothing of the record arrives', async () => {
  // The header, the first and a middle byte of the ciphertext, the last of the tag. A longer length would only be waited for.
  for (const place of [0, 5, 12, -1]) {
    talk.near.write('before ');
    await expect.poll(() => talk.heard.join('')).toBe('before ');
    rule = ({ way, unit }) => {
      if (way === 'back') return 'pass';
      const bytes = Buffer.from(unit.bytes);
      bytes[place < 0 ? bytes.length + place : place]! ^= 1;
      return { bytes };
    };
    talk.near.write('pay 100 to Mallory');
    await closed(talk.far());
    await closed(talk.near);
    expect(talk.heard.join('')).toBe('before ');
    expect(talk.faults.some((fault) => fault.startsWith('far ERR_SSL_'))).toBe(true);
    if (place !== 0) expect(talk.faults).toContain(badRecord);
    await talk.close();
    rule = () => 'pass';
    talk = await open();
  }
});

test('a record that is replayed ends the connection, and is taken once only', async () => {
  let recorded: { readonly unit: Unit; readonly link: WireLink } | undefined;
  rule = ({ way, unit, link }) => {
    if (way === 'there') recorded = { unit, link };
    return 'pass';
  };
  talk.near.write('open the door');
  await expect.poll(() => talk.heard).toEqual(['open the door']);
  recorded!.link.replay('there', recorded!.unit);
  await closed(talk.far());
  expect(talk.faults).toContain(badRecord);
  expect(talk.heard).toEqual(['open the door']);
});

test('behind a record that was dropped no other is taken', async () => {
  let dropped = 0;
  rule = ({ way }) => (way === 'there' && dropped++ === 0 ? 'drop' : 'pass');
  talk.near.write('alarm');
  await new Promise(setImmediate);
  talk.near.write('all is well');
  await closed(talk.far());
  expect(talk.faults).toContain(badRecord);
  expect(talk.heard).toEqual([]);
});

test('a record that the attacker writes itself ends the connection', async () => {
  let link: WireLink | undefined;
  rule = (passing) => {
    link = passing.link;
    return 'pass';
  };
  talk.near.write('hello');
  await expect.poll(() => talk.heard).toEqual(['hello']);
  const forged = Buffer.concat([Buffer.from([encrypted, 3, 3, 0, 64]), Buffer.alloc(64, 7)]);
  link!.replay('there', { kind: 'record', bytes: forged });
  await closed(talk.far());
  expect(talk.faults).toContain(badRecord);
  expect(talk.heard).toEqual(['hello']);
});

test('delayed records are late, and all of them arrive in order', async () => {
  rule = ({ unit }) => ({ delayMillis: unit.bytes.length > 1_000 ? 60 : 5 });
  for (const part of ['one ', 'x'.repeat(2_000), ' two']) {
    talk.near.write(part);
    await new Promise(setImmediate);
  }
  await expect.poll(() => talk.heard.join('')).toBe(`one ${'x'.repeat(2_000)} two`);
  talk.far().write('back');
  await expect.poll(() => talk.heard.at(-1)).toBe('back');
  expect(talk.faults).toEqual([]);
});

test('a link that was cut is opened again, and resumed with what both ends had agreed before', async () => {
  talk.far().write('welcome');
  await expect.poll(() => [talk.heard.join(''), talk.sessions.length > 0]).toEqual(['welcome', true]);
  talk.proxy.cut();
  await closed(talk.near);
  await closed(talk.far());
  expect(talk.faults).toContain('near ECONNRESET');
  talk.proxy.heal();
  const again = connect({ ...talk.where, session: talk.sessions.at(-1)! });
  await once(again, 'secureConnect');
  expect(again.isSessionReused()).toBe(true);
  again.destroy();
});
