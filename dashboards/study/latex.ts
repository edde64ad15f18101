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
  // The command for a straight one needs fonts that a document may not have.
  '"': "''",
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

/** Letters that even its T1 fonts lack. */
const lacking = 'ĦħĸĿŀŉŦŧſ';
/** Two of these beside one another would be set as one sign. */
const joining = "-,'";

const shown = (character: string): string =>
  escapes[character] ?? (/[ -~\u00a1-\u017f]/.test(character) && !lacking.includes(character) ? character : '?');

/** Text that LaTeX sets as it stands and never as commands; what its T1 fonts lack becomes a question mark. */
export const latexText = (text: string): string =>
  Array.from(text.replaceAll(/\s*[\r\n\t]+\s*/g, ' '))
    .map(
      (character, at, all) => shown(character) + (joining.includes(character) && character === all[at + 1] ? '{}' : ''),
    )
    .join('');
