import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';

/** One block of code in a chapter (a README), with the output that stands under it. */
export interface Block {
  /** Line of the chapter on which the code begins. */
  readonly line: number;
  readonly code: string;
  /** Empty where nothing stands under it: then it prints nothing. */
  readonly output: string;
}

/** A README whose blocks of TypeScript run, each by itself, as if they stood in a file of its folder. */
export interface Chapter {
  readonly folder: URL;
  readonly text: string;
  readonly blocks: readonly Block[];
}

const importLine = /^import \{ (.+) \} from '(.+)';$/gm;
const packageLine = /^import \{ .+ \} from 'node:.+';$/m;

/** Reads the README of a folder. */
export const chapterOf = (folder: URL): Chapter => {
  const text = readFileSync(new URL('README.md', folder), 'utf8');
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms)].map((found) => ({
    line: text.slice(0, found.index).split('\n').length + 1,
    code: found[1]!,
    output: found[2] ?? '',
  }));
  return { folder, text, blocks };
};

/**
 * What stands between `<!-- name -->` and `<!-- end -->` in the README of a folder; throws where there is no such section.
 * With METARANGE_WRITE=1 in the environment it first puts `made` there: that is how generated sections are brought up to date.
 */
export const sectionOf = (folder: URL, name: string, made: string): string => {
  const file = new URL('README.md', folder);
  const section = new RegExp(`(?<=<!-- ${name} -->\n).*?(?=\n<!-- end -->)`, 's');
  const text = readFileSync(file, 'utf8');
  if (!section.test(text)) throw new Error(`no section <!-- ${name} --> ... <!-- end --> in ${file.pathname}`);
  const current = process.env.METARANGE_WRITE === '1' ? text.replace(section, () => made) : text;
  if (current !== text) writeFileSync(file, current);
  return section.exec(current)![0];
};

/** Runs a block, which may await, with what it imports and a console of its own; gives what it printed. */
export const printed = async (code: string, folder: URL): Promise<string> => {
  if (packageLine.test(code)) throw new Error('a block of a chapter imports nothing but files of the range');
  const lines: string[] = [];
  // An absent value has no text in `join`; chapters print it as consoles do.
  const given: Record<string, unknown> = {
    console: { log: (...words: unknown[]) => lines.push(`${words.map(String).join(' ')}\n`) },
  };
  for (const [, imported, path] of code.matchAll(importLine)) {
    const module = (await import(fileURLToPath(new URL(path!, folder)))) as Record<string, unknown>;
    for (const name of imported!.split(', ')) given[name] = module[name];
  }
  const { outputText } = ts.transpileModule(code.replaceAll(importLine, ''), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const body = outputText.replace(/^export (?=const|function|\{\})/gm, '').replace(/^\{\};$/m, '');
  const run = runInThisContext(`(async (${Object.keys(given).join(', ')}) => {\n${body}\n})`) as (
    ...all: unknown[]
  ) => Promise<void>;
  await run(...Object.values(given));
  return lines.join('');
};

/** What the compiler has to say about the blocks of chapters, under the options of the project. */
export const complaints = (chapters: readonly Chapter[]): readonly string[] => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: Record<string, unknown> };
  };
  // Nothing is emitted, so that an import by the package's own name may end as its file does.
  const asIs = { ...config.compilerOptions, rewriteRelativeImportExtensions: false };
  const { options } = ts.convertCompilerOptionsFromJson(asIs, root);
  const sources = new Map(
    chapters.flatMap(({ folder, blocks }) =>
      blocks.map(
        ({ code, line }) => [fileURLToPath(new URL(`readme-line-${line}.ts`, folder)), `${code}export {};\n`] as const,
      ),
    ),
  );
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
  return [...sources.keys()].flatMap((name) => {
    const source = program.getSourceFile(name)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((one) => {
      const { line } = source.getLineAndCharacterOfPosition(one.start ?? 0);
      return `${name} +${line}: ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}`;
    });
  });
};
