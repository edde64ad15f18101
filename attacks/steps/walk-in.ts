import type { Hand, Line, Loot, Wait } from '../../sim/framework/attack.ts';

/** Somebody at the door of an avatar agent: who, with whose keys. */
export interface Comer {
  readonly person: number;
  readonly door: number;
  /** Null for none. */
  readonly keys: Loot | null;
  /** Its secret, where it has one to show. */
  readonly secret?: string;
}

/**
 * Opens a channel at an avatar agent's door, asks to be let in, and presents from then on what was given for it; who is not let in does
 * the work that a door may ask of who comes in, and asks again. The line, or undefined where the door does not open.
 */
export function* walkIn(hand: Hand, comer: Comer): Generator<Wait, Line | undefined, void> {
  const { person, door, keys } = comer;
  const line = hand.open('RP-A', door, person, keys);
  yield { line };
  if (line.state !== 'open') return undefined;
  if (yield* askIn(hand, line, comer)) return line;
  const work = hand.prove(line);
  if (work === undefined) return line;
  yield work;
  yield* askIn(hand, line, comer);
  return line;
}

/** Opens a line like that at a door from a device that a person let into its account, where there is one, else from an account of its own. */
export function* walkInWithin(hand: Hand, door: number, own: string): Generator<Wait, Line | undefined, void> {
  const keys = hand.gained('device')?.keys ?? null;
  const account = keys === null ? hand.stage.accounts[own]! : { person: keys.owner };
  return yield* walkIn(hand, { ...account, door, keys: keys ?? hand.account(own) });
}

/** Asks to be let in by an open line, and presents from then on what was given for it; whether there was an answer. */
export function* askIn(
  hand: Hand,
  line: Line,
  { person, secret }: Pick<Comer, 'person' | 'secret'>,
): Generator<Wait, boolean, void> {
  hand.say(line, {
    kind: 'enter',
    subject: person,
    dataClass: 'personal',
    body: secret === undefined ? { person } : { person, secret },
  });
  yield { reply: line };
  const entered = line.inbox.find((message) => message.kind === 'entered');
  hand.present(line, entered?.kind === 'entered' ? (entered.body?.token ?? null) : null);
  return isIn(line);
}

/** Whether the door has let it in. */
export const isIn = ({ inbox }: Line): boolean => inbox.some(({ kind }) => kind === 'entered');

/** The session that it was given when it came in, as it is stated; nothing where there is none. */
export function sessionOf({ inbox }: Line): { readonly session?: number } {
  const entered = inbox.find((message) => message.kind === 'entered');
  return entered?.kind === 'entered' && entered.body?.session !== undefined ? { session: entered.body.session } : {};
}
