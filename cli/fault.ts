/** What is wrong with a request: what, where, and the nearest that would have been right. Ends the command with exit code 2. */
export interface RequestFault {
  readonly what: string;
  readonly where: string;
  readonly nearest: string;
}

/** Carries a fault from where it was found to where it is printed. */
export class FaultyRequest extends Error {
  readonly fault: RequestFault;

  constructor(what: string, where: string, nearest: string) {
    super(faultLine({ what, where, nearest }));
    this.fault = { what, where, nearest };
  }
}

/** Work of several processes that must not be believed: one failed, or what they told does not fit together. */
export class LiveFault extends Error {
  override readonly name = 'LiveFault';
}

const shownCharacters = 80;

/** Text of a stranger as it may stand in a line: quoted, without control characters, of bounded length. */
export function quoted(text: string): string {
  const short = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(short).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escape);
}

/** Text of a stranger as it stands, but on one line of bounded length and without control characters. */
export const oneLine = (text: string, characters: number): string =>
  text.slice(0, characters).replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');

/** The one line that tells of a fault. */
export function faultLine({ what, where, nearest }: RequestFault): string {
  return `metarange: ${what} in ${where}; nearest valid: ${nearest}`;
}
