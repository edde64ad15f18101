import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { controlsTable, profilesTable } from './testing/tables.ts';

const folder = new URL('./', import.meta.url);
const text = readFileSync(new URL('README.md', folder), 'utf8');
const importLine = /^import \{ (.+) \} from '(.+)';$/gm;
const blocks = [...text.matchAll(/^```ts\n(.*?)^```\n\n```text\n(.*?)^```\n/gms)].map(([, code, output]) => [
  code!,
  output!,
]);

/** Runs a block with what it imports and a console of its own; returns what it printed. Blocks hold no types. */
const printed = async (code: string): Promise<string> => {
  const lines: string[] = [];
  const given: Record<string, unknown> = {
    console: { log: (...words: unknown[]) => lines.push(`${words.join(' ')}\n`) },
  };
  for (const [, names, path] of code.matchAll(importLine)) {
    const module = (await import(fileURLToPath(new URL(path!, folder)))) as Record<string, unknown>;
    for (const name of names!.split(', ')) given[name] = module[name];
  }
  const plain = code.replaceAll(importLine, '').replaceAll('!(', '(');
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the code is this folder's own README
  new Function(...Object.keys(given), plain)(...Object.values(given));
  return lines.join('');
};

const section = (name: string): string => new RegExp(`<!-- ${name} -->\n(.*?)<!-- end -->`, 's').exec(text)![1]!.trim();

describe('the chapter on controls', () => {
  test.each(blocks)('prints what stands under the block that begins %#', async (code, output) => {
    expect(await printed(code!)).toBe(output);
  });

  test('has a block that runs', () => {
    expect(blocks.length).toBe([...text.matchAll(/^```ts$/gm)].length);
    expect(blocks.length).toBeGreaterThan(0);
  });

  test('shows the profiles and controls as they are in the code', () => {
    expect(section('profiles')).toBe(profilesTable());
    expect(section('controls')).toBe(controlsTable());
  });
});
