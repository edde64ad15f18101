/** A piece of HTML or SVG that is safe to put into a page: every text in it has been escaped. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text and numbers are escaped, markup is not, null stands for nothing. */
export type Part = Markup | string | number | null | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

// Control characters are not allowed in HTML; marks that reverse the reading order would let a name rewrite its sentence.
const unshowable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Text made harmless for element content and quoted attributes, whatever its source. */
export function escaped(text: string): string {
  return text.replace(unshowable, '\ufffd').replace(/[&<>"'`]/g, (character) => entities[character]!);
}

const partText = (part: Part): string => {
  if (part === null) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escaped(part);
  return 'markup' in part ? part.markup : part.map(partText).join('');
};

/** Template tag for HTML and SVG: literal parts are taken as they are, every value is escaped unless it is markup itself. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: literals.reduce((text, literal, index) => text + partText(parts[index - 1] ?? null) + literal) };
}

/** Text of the report's own making (style, script) that must go in unescaped; never for anything that a run named. */
export const ownText = (text: string): Markup => ({ markup: text });
