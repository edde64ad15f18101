/** Why a store cannot be opened or asked: what is wrong and the nearest that would be right, each in a line. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly nearest: string;

  constructor(what: string, nearest: string) {
    super(what);
    this.nearest = nearest;
  }
}

/** The first line of what the database says, without its hints of web pages. */
export const saidBy = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n')[0]!
    .replace(/\. See also http.*$/, '')
    .replace(/^Failed to extract statements: /, '')
    .slice(0, 300);
