import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

/** A Chromium on this machine: where it is, and what its process must see of the environment. */
interface ChromiumPlace {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const tried = (path: string, environment: Readonly<Record<string, string>>): string | null => {
  try {
    execFileSync(path, ['--version', '--no-sandbox'], { env: { ...process.env, ...environment }, stdio: 'pipe' });
    return null;
  } catch (error) {
    return (
      String((error as { stderr?: Buffer }).stderr ?? error)
        .trim()
        .split('\n')[0] ?? 'it does not start'
    );
  }
};

/**
 * Unpacks the browser that the npm package carries, once per installation, beside the other packages. A child does it, with
 * its own temporary directory, because the package unpacks into a fixed name there; the rename makes it whole or absent, also
 * when two test processes do it at once.
 */
const unpacked = (): string => {
  const entry = require.resolve('@sparticuz/chromium');
  const manifest = JSON.parse(readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const cache = join(root, 'node_modules', '.cache');
  const folder = join(cache, `chromium-${manifest.version}`);
  if (existsSync(folder)) return folder;
  const staging = `${folder}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  // The variable makes the package unpack the libraries that a bare system lacks (NSS, NSPR) as well.
  const environment = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const program = `const found = require(${JSON.stringify(entry)}); (found.default ?? found).executablePath();`;
  try {
    execFileSync(process.execPath, ['-e', program], { env: environment, stdio: 'pipe' });
    if (!existsSync(folder)) renameSync(staging, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
};

const shipped = (): ChromiumPlace | string => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `none for ${process.platform} ${process.arch}`;
  const folder = unpacked();
  const path = join(folder, 'chromium');
  const fonts = join(folder, 'fonts.conf');
  if (!existsSync(fonts)) {
    const include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>';
    const lists = `${include}<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
    writeFileSync(fonts, `<?xml version="1.0"?><fontconfig>${lists}</fontconfig>\n`);
  }
  const withFonts = { FONTCONFIG_FILE: fonts };
  if (tried(path, withFonts) === null) return { path, environment: withFonts };
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const withLibraries = { ...withFonts, LD_LIBRARY_PATH: libraries };
  return tried(path, withLibraries) ?? { path, environment: withLibraries };
};

const fromDistribution = (): ChromiumPlace | string => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return 'not root on Debian';
  try {
    execFileSync('apt-get', ['update'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    return String(error).split('\n')[0]!;
  }
  const path = '/usr/bin/chromium';
  return tried(path, {}) ?? { path, environment: {} };
};

const findChromium = (): ChromiumPlace => {
  const chosen = process.env.METARANGE_CHROMIUM;
  if (chosen) {
    const fault = tried(chosen, {});
    if (fault !== null) throw new Error(`METARANGE_CHROMIUM=${chosen}: ${fault}`);
    return { path: chosen, environment: {} };
  }
  const system = systemPaths.find((path) => existsSync(path) && tried(path, {}) === null);
  if (system !== undefined) return { path: system, environment: {} };
  const fromPackage = shipped();
  if (typeof fromPackage !== 'string') return fromPackage;
  const installed = fromDistribution();
  if (typeof installed !== 'string') return installed;
  throw new Error(
    `no Chromium for the browser tests (npm package: ${fromPackage}; distribution: ${installed})\n` +
      'run: sudo apt-get install -y chromium\n' +
      'hint: or set METARANGE_CHROMIUM to the path of a Chromium or Chrome',
  );
};

/**
 * Starts a real Chromium, headless, for tests; the caller closes it. It is the one that `METARANGE_CHROMIUM` names, else one of
 * the system, else the one inside the npm package `@sparticuz/chromium` (unpacked on first use), else the distribution's,
 * installed now where that is allowed. Rejects with the exact line to run where none of these is possible: browser tests never
 * skip.
 */
export const openChromium = async (): Promise<Browser> => {
  const place = findChromium();
  return chromium.launch({
    executablePath: place.path,
    chromiumSandbox: false,
    args: ['--no-zygote', '--font-render-hinting=none', '--disable-gpu'],
    env: { ...process.env, ...place.environment } as Record<string, string>,
  });
};
