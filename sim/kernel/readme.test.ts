import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const folder = new URL('./', import.meta.url);
const text = readFileSync(new URL('README.md', folder), 'utf8');

/** Each code block with the output that stands under it. */
const blocks = [...text.matchAll(/^```ts\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms)].map(([, code, output], i) => ({
  title: `block ${i + 1}, under "${[...text.slice(0, text.indexOf(code!)).matchAll(/^#+ (.*)$/gm)].at(-1)![1]!}"`,
  code: code!,
  output,
}));

const importLine = /^import \{ (.+) \} from '(.+)';$/gm;

/** Runs a block with what it imports and a console of its own; returns what it printed. */
const printed = async (code: string): Promise<string> => {
  const names = ['console'];
  const lines: string[] = [];
  const values: unknown[] = [{ log: (...words: unknown[]) => lines.push(`${words.join(' ')}\n`) }];
  for (const [, imported, path] of code.matchAll(importLine)) {
    const module = (await import(fileURLToPath(new URL(path!, folder)))) as Record<string, unknown>;
    for (const name of imported!.split(', ')) {
      names.push(name);
      values.push(module[name]);
    }
  }
  const script = ts.transpileModule(code.replaceAll(importLine, ''), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, strict: true },
  });
  const run = runInThisContext(`((${names.join(', ')}) => {\n${script.outputText}\n})`) as (
    ...given: unknown[]
  ) => void;
  run(...values);
  return lines.join('');
};

/** What the compiler has to say about the blocks, under the options of the project. */
const complaints = (codes: readonly string[]): string[] => {
  const config = fileURLToPath(new URL('../../tsconfig.json', folder));
  const read = ts.readConfigFile(config, (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: Record<string, unknown> };
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    read.config.compilerOptions,
    fileURLToPath(new URL('../../', folder)),
  );
  const sources = new Map(codes.map((code, i) => [fileURLToPath(new URL(`readme-block-${i + 1}.ts`, folder)), code]));
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => sources.has(name) || disk.fileExists(name),
    getSourceFile: (name, target, ...rest) => {
      const code = sources.get(name);
      return code === undefined ? disk.getSourceFile(name, target, ...rest) : ts.createSourceFile(name, code, target);
    },
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const { line } = diagnostic.file!.getLineAndCharacterOfPosition(diagnostic.start!);
    return `${diagnostic.file!.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
};

describe('the chapter on the kernel', () => {
  it.each(blocks)('prints what it says it prints: $title', { timeout: 60000 }, async ({ code, output }) => {
    expect(await printed(code)).toBe(output);
  });

  it('holds code that compiles', { timeout: 60000 }, () => {
    expect(complaints(blocks.map(({ code }) => code))).toEqual([]);
  });

  it('has its M/M/1 queue in twenty lines', () => {
    expect(blocks[0]!.title).toContain('M/M/1');
    expect(blocks[0]!.code.trim().split('\n').length).toBeLessThanOrEqual(20);
  });

  it('leaves no block without its output', () => {
    expect(blocks.length).toBe(text.match(/^```ts$/gm)!.length);
    expect(blocks.every(({ output }) => output !== undefined && output.length > 0)).toBe(true);
  });
});
