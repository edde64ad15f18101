import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));
const locked: [string, Locked][] = Object.entries<Locked>(JSON.parse(read('package-lock.json')).packages).filter(
  ([path]) => path !== '',
);

test('every direct dependency is written with an exact version', () => {
  const versions: [string, string][] = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lock file names no host, and every package in it is known by its hash', () => {
  expect(locked.length).toBeGreaterThan(50);
  expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(locked.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
});

test('the lock file knows every package of the manifest at its version', () => {
  const wanted: [string, string][] = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const versions = new Map(locked.map(([path, { version }]) => [path, version]));
  for (const [name, version] of wanted) expect(versions.get(`node_modules/${name}`), name).toBe(version);
});
