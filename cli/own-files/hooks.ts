import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/wasm-typescript';

/** What Node gives a hook to go on with, and what it wants back (node:module, customization hooks). */
interface Resolved {
  readonly url: string;
  readonly shortCircuit?: boolean;
}
interface Loaded {
  readonly format: string;
  readonly source: string;
  readonly shortCircuit?: boolean;
}
type Next<Result> = (what: string, context: unknown) => Promise<Result>;

const ours = 'metarange/';
const ofPackages = 'metarange-package:';
/** Name of the file in whose place a package of the user's is asked for. */
export const ofTheUser = 'of-the-user.js';

/**
 * A package of a user's is looked for where the command was begun. A file of a user's imports the range as `metarange/scenarios/kit/...`, wherever it lies and wherever the range is
 * installed.
 */
export const resolve = (specifier: string, context: unknown, next: Next<Resolved>): Resolved | Promise<Resolved> => {
  if (specifier.startsWith(ofPackages)) {
    // As if a file of the user's folder had imported it: there its packages are installed, not beside the range.
    const parentURL = pathToFileURL(join(process.cwd(), ofTheUser)).href;
    return next(specifier.slice(ofPackages.length), { ...(context as object), parentURL });
  }
  if (!specifier.startsWith(ours)) return next(specifier, context);
  const path = specifier.slice(ours.length).replace(/\.ts$/, '.js');
  return { url: new URL(`../../${path}`, import.meta.url).href, shortCircuit: true };
};

/** Types are taken out of TypeScript; nothing else is changed, so that lines and columns of errors stay true. */
export const load = async (url: string, context: unknown, next: Next<Loaded>): Promise<Loaded> => {
  if (!/\.m?ts$/.test(url)) return next(url, context);
  const source = await readFile(new URL(url), 'utf8');
  return { format: 'module', source: withoutTypes(source), shortCircuit: true };
};

/** Throws a `SyntaxError` where the text is no TypeScript, or has more of it than types. */
function withoutTypes(source: string): string {
  try {
    return transformSync(source, { mode: 'strip-only' }).code;
  } catch (error) {
    // The parser throws a plain object.
    const { message, startLine } = error as { readonly message?: string; readonly startLine?: number };
    throw new SyntaxError(`${message ?? 'no TypeScript'}${startLine === undefined ? '' : `, line ${startLine}`}`, {
      cause: error,
    });
  }
}
