import { latexText } from './latex.ts';

const plain = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/** What a CITATION.cff says that a reference needs; of its format only plain fields and authors by name are read. */
function fieldsOf(cff: string): {
  readonly title: string;
  readonly authors: readonly string[];
  readonly license: string;
} {
  const lines = cff.split(/\r?\n/);
  const field = (name: string): string =>
    plain(lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? '');
  const from = lines.indexOf('authors:') + 1;
  const after = lines.findIndex((line, at) => at >= from && /^\S/.test(line) && !line.startsWith('- '));
  const own = from === 0 ? [] : lines.slice(from, after < 0 ? lines.length : after);
  const authors: string[] = [];
  for (const line of own) {
    const found = /^\s*(- )?\s*(name|family-names|given-names):(.*)$/.exec(line);
    if (found === null) continue;
    const [, begins, kind, text] = found;
    if (begins || authors.length === 0)
      authors.push(kind === 'name' ? `{${latexText(plain(text!))}}` : latexText(plain(text!)));
    else authors.push(`${authors.pop()!}, ${latexText(plain(text!))}`);
  }
  return { title: field('title'), authors, license: field('license') };
}

/** How the software and these results are cited, as BibTeX, from the text of its CITATION.cff. */
export function bibtex(cff: string, version: string, note: string): string {
  const { title, authors, license } = fieldsOf(cff);
  const fields: readonly (readonly [string, string])[] = [
    ['author', authors.join(' and ')],
    ['title', `{${latexText(title)}}`],
    ['version', latexText(version)],
    ['license', latexText(license)],
    ['note', latexText(note)],
  ];
  const lines = fields.flatMap(([name, value]) => (value === '' || value === '{}' ? [] : [`  ${name} = {${value}}`]));
  const key = `${title.replaceAll(/[^A-Za-z0-9]/g, '')}-${version}`.replaceAll(/[^A-Za-z0-9.-]/g, '');
  return `@software{${key},\n${lines.join(',\n')}\n}\n`;
}
