import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const built = fileURLToPath(new URL('../dist/cli/metarange.js', import.meta.url));
const words = [built, 'live', 'meeting-room-mapping', '--set', 'warmUpSeconds=1', '--set', 'durationSeconds=3'];

/** Node with something of the system taken away before the command, or a part of it, begins. */
const without = (script: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}`,
});

const failing = (name: string, code: string): string =>
  `Object.assign(new Error(${JSON.stringify(`${name} ${code}: not here`)}), { code: ${JSON.stringify(code)} })`;

test.each([
  [
    'no port to listen on',
    without(
      `import net from 'node:net'; net.Server.prototype.listen = function () { process.nextTick(() => this.emit('error', ${failing('listen', 'EADDRNOTAVAIL')})); };`,
    ),
    /^metarange: [\w-]+(?: of [\w-]+)?: listen EADDRNOTAVAIL: not here: nothing was started in the live world; nearest valid: free ports on 127\.0\.0\.1 that this user may listen on\n$/,
  ],
  [
    'no certificate to be made',
    without(
      `import crypto from 'node:crypto'; import { syncBuiltinESMExports } from 'node:module'; crypto.generateKeyPairSync = () => { throw ${failing('provider', 'EOPENSSL')}; }; syncBuiltinESMExports();`,
    ),
    /^metarange: no certificates can be made: provider EOPENSSL: not here: nothing was started in the live world; nearest valid: an OpenSSL as it comes with Node: without OPENSSL_CONF\n$/,
  ],
  [
    'no process to be had',
    without(
      `import child from 'node:child_process'; import { syncBuiltinESMExports } from 'node:module'; const own = child.spawn; let left = 4; child.spawn = (file, ...more) => own(left-- > 0 ? file : '/no/such/program', ...more); syncBuiltinESMExports();`,
    ),
    /^metarange: [\w-]+(?: of [\w-]+)? ended before its time \(spawn \S+ ENOENT\): nothing was started in the live world; nearest valid: .+\n$/,
  ],
  [
    'no descriptor left when the second process is to start',
    without(
      `import fs from 'node:fs'; import child from 'node:child_process'; import { syncBuiltinESMExports } from 'node:module'; const own = child.spawn; let calls = 0; child.spawn = (...all) => { if (++calls === 2) { const held = []; try { for (;;) held.push(fs.openSync('/dev/null')); } catch { held.slice(-3).forEach((one) => fs.closeSync(one)); } } return own(...all); }; syncBuiltinESMExports();`,
    ),
    /^metarange: [\w-]+(?: of [\w-]+)? ended before its time \(spawn \S+ EMFILE\): nothing was started in the live world; nearest valid: more open files for a process: ulimit -n 1024\n$/,
  ],
])('%s: one clear line, and exit code 2', (_what, env, line) => {
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -n 512 && exec "$0" "$@"', process.execPath, ...words],
    {
      env,
      encoding: 'utf8',
    },
  );
  expect(stderr).toMatch(line);
  expect(stdout).toBe('');
  expect(status).toBe(2);
});
