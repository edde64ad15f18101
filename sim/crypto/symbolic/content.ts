import type { Content } from '../../framework/crypto.ts';

/** How to compare two terms; called only with objects that are neither arrays nor plain. */
export type SameTerm = (left: object, right: object) => boolean;
/** The text of a term in an encoding that tells different terms apart. */
export type TermText = (term: object) => string;

/**
 * Whether two contents are equal by structure: same numbers, strings, elements and fields (in any order), and terms that the
 * suite holds equal. What is the same object is equal without a look inside, because contents never change.
 */
export function sameContent(left: unknown, right: unknown, sameTerm: SameTerm): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) return Array.isArray(right) && sameElements(left, right, sameTerm);
  if (Array.isArray(right)) return false;
  if (isPlain(left)) return isPlain(right) && sameFields(left, right, sameTerm);
  return !isPlain(right) && sameTerm(left, right);
}

function sameElements(left: readonly unknown[], right: readonly unknown[], sameTerm: SameTerm): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) {
    if (!sameContent(left[index], right[index], sameTerm)) return false;
  }
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function sameFields(left: Fields, right: Fields, sameTerm: SameTerm): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  for (const name of names) {
    if (!Object.hasOwn(right, name) || !sameContent(left[name], right[name], sameTerm)) return false;
  }
  return true;
}

function isPlain(value: object): value is Fields {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A text that two contents share exactly when they are equal. Throws TypeError for what is no content. */
export function contentText(content: Content, termText: TermText): string {
  if (content === null) return '_';
  switch (typeof content) {
    case 'number':
      if (!Number.isFinite(content)) throw new TypeError(`a content holds finite numbers, not ${content}`);
      return `n${content};`;
    case 'string':
      return `s${content.length}:${content}`;
    case 'object': {
      if (Array.isArray(content)) {
        let text = '[';
        for (const element of content as readonly Content[]) text += contentText(element, termText);
        return `${text}]`;
      }
      if (!isPlain(content)) return termText(content);
      const fields = content as { readonly [field: string]: Content };
      const names = Object.keys(fields).sort((left, right) => (left < right ? -1 : 1));
      let text = '{';
      for (const name of names) text += `${name.length}:${name}${contentText(fields[name]!, termText)}`;
      return `${text}}`;
    }
    default:
      throw new TypeError(`a ${typeof content} is no content`);
  }
}
