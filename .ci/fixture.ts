import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A repository for one test: the given files (path to text) under our own tools and settings. Dispose of it with `remove`. */
export const repository = (files: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), 'metarange-laws-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json', '.ci/laws.mjs', '.ci/house-rules.mjs']) {
    cpSync(join(root, name), join(folder, name));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const name of ['sim', 'scenarios', 'attacks', 'metrics', 'dashboards', 'cli']) mkdirSync(join(folder, name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`;
  const environment = { ...process.env, PATH: path, NO_COLOR: '1' };
  return {
    /** Runs one of our tools over the files: its exit code and what it printed. */
    run: (tool: string, words: readonly string[]): { code: number | null; text: string } => {
      const { status, stdout } = spawnSync(tool, words, { cwd: folder, encoding: 'utf8', env: environment });
      return { code: status, text: stdout };
    },
    remove: (): void => {
      rmSync(folder, { recursive: true });
    },
  };
};
