const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '`': '\\textasciigrave{}',
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
  '\u202f': '\\,',
  '\u2212': '$-$',
  µ: '\\textmu{}',
  '…': '\\ldots{}',
  '’': "'",
  '×': '$\\times$',
};

/** Text that LaTeX sets as it stands and never as commands; what its usual fonts lack becomes a question mark. */
export const latexText = (text: string): string =>
  Array.from(text.replaceAll(/\s*[\r\n\t]+\s*/g, ' '))
    .map((character) => escapes[character] ?? (/[ -~\u00a1-\u017f]/.test(character) ? character : '?'))
    .join('');
