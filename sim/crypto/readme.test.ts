import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = new URL('./', import.meta.url);
const chapter = readFileSync(new URL('README.md', folder), 'utf8');
const importLine = /^import \{ (.+) \} from '(.+)';$/gm;
const blocks = [...chapter.matchAll(/^```ts\n(.*?)^```\n\n```text\n(.*?)^```\n/gms)].map(([, code, output]) => ({
  line: chapter.slice(0, chapter.indexOf(code!)).split('\n').length,
  code: code!,
  output: output!,
}));

/** Runs a block with what it imports and a console of its own; returns what it printed. Blocks hold no types. */
const printed = async (code: string): Promise<string> => {
  const lines: string[] = [];
  const given: Record<string, unknown> = {
    // An absent value has no text in `join`; the chapter prints it as consoles do.
    console: { log: (...words: unknown[]) => lines.push(`${words.map(String).join(' ')}\n`) },
  };
  for (const [, names, path] of code.matchAll(importLine)) {
    const module = (await import(fileURLToPath(new URL(path!, folder)))) as Record<string, unknown>;
    for (const name of names!.split(', ')) given[name] = module[name];
  }
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the code is this folder's own README
  new Function(...Object.keys(given), code.replaceAll(importLine, ''))(...Object.values(given));
  return lines.join('');
};

test.each(blocks)('the block at line $line prints what stands under it', async ({ code, output }) => {
  expect(await printed(code)).toBe(output);
});

test('every block of the chapter runs', () => {
  expect(blocks.length).toBe([...chapter.matchAll(/^```ts$/gm)].length);
  expect(blocks.length).toBeGreaterThan(0);
});
