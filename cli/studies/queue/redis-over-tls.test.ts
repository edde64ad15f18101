import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Study } from '../../../sim/framework/study.ts';
import { redisPlace } from './redis-place.ts';
import { freePort, noRedis, noRedisTls, redisServer } from '../../evidence/redis-server.ts';

const command = fileURLToPath(new URL('../../../dist/cli/metarange.js', import.meta.url));

const study = {
  id: 'T904',
  name: 'over-tls',
  summary: 'one short run',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  parameters: {},
  profile: { name: 'none', without: [] },
  attacks: ['A07'],
  factors: [{ kind: 'profile', levels: ['none'] }],
  design: { kind: 'full-factorial' },
  repetition: { kind: 'replications', count: 1 },
  values: ['M30.p99'],
  seed: 5,
  untilSeconds: 30,
} as const satisfies Study;

/** A certificate of its own making for the loopback, good for a day. */
function selfSigned(folder: string): { readonly key: string; readonly certificate: string } {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-days', '1', ...made, ...names], { stdio: 'ignore' });
  return { key, certificate };
}

const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? false : 'no openssl to make a certificate with';
const missing = noRedis || noRedisTls() || noOpenssl;

test.skipIf(missing)(
  `a queue over TLS carries a study where its certificate is trusted, and nothing where it is not${missing ? ` (skipped: ${missing})` : ''}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'metarange-tls-'));
    const { key, certificate } = selfSigned(folder);
    const secure = await freePort();
    const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate];
    const redis = await redisServer(['--tls-port', String(secure), '--tls-auth-clients', 'no', ...files]);
    writeFileSync(join(folder, 'study.ts'), `export const mine = ${JSON.stringify(study)};\n`);
    const url = `rediss://127.0.0.1:${secure}`;
    const trusting = (...words: readonly string[]) => {
      const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
      const child = spawn(process.execPath, [command, ...words], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const told = { out: '' };
      child.stdout.on('data', (part: Buffer) => (told.out += part.toString()));
      return { child, told, closed: new Promise<number | null>((resolve) => child.once('close', resolve)) };
    };
    const worker = trusting('worker', '--engine', url, '--workers', '1');
    try {
      // This process does not trust it.
      await expect(redisPlace(url)).rejects.toThrow(
        /^metarange: cannot reach rediss:.* \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
      );
      const sweep = trusting('sweep', 'study.ts', '--out', 'out', '--engine', url, '--json');
      expect([await sweep.closed, worker.child.exitCode]).toEqual([0, null]);
      expect(sweep.told.out).toMatch(/"runs": 1,/);
    } finally {
      worker.child.kill('SIGKILL');
      await redis.close();
      rmSync(folder, { recursive: true });
    }
  },
);
