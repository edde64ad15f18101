import { quantities } from '../datum.ts';
import type { Quantity } from '../datum.ts';
import type { Cards } from './card.ts';

/** One reading or state of a thing. `value` in the quantity's unit, `at` in ns of the thing's own clock. */
export interface Report {
  readonly quantity: Quantity;
  readonly value: number;
  readonly at: number;
}

/** What a person wants a thing to do. */
export interface Command {
  readonly quantity: Quantity;
  readonly value: number;
  /** Subject of the person who asks. */
  readonly person: number;
}

/** What became of a request: 1 done, 0 not done. Where one speaks for several: how many of how many have done it. */
export interface Answer {
  readonly done: 0 | 1;
  readonly did?: number;
  readonly of?: number;
}

/** What things say, and what is said to them. */
export interface ThingsBodies {
  /** A thing tells a reading or its state. */
  report: Report;
  /** A person's wish on its way to a thing. */
  command: Command;
  /** What became of a request. */
  answer: Answer;
}

// Made once: a token is looked at for every command.
const commandScope = Object.fromEntries(quantities.map((name) => [name, `command:${name}`])) as Record<
  Quantity,
  string
>;

/** What is to be known of these kinds. */
export const thingsCards: Cards<ThingsBodies> = {
  report: { bytes: 24, sealable: true, value: ({ value }) => value },
  command: {
    bytes: 20,
    acts: true,
    sealable: ['gateway'],
    askedBy: ({ person }) => person,
    over: (_command, thing) => thing,
    scope: ({ quantity }) => commandScope[quantity],
    value: ({ value }) => value,
  },
  answer: { bytes: 8 },
};
