import type { Drop } from '../../framework/fact.ts';
import { Lineage } from '../shared/lineage.ts';

/** What a message is, as the facts about it say: by the process that told of it last. */
export interface Told {
  point: number;
  message: number;
  dataClass: number;
  subject: number;
  sizeBytes: number;
  clear: number;
  sender: number;
  receiver: number;
}

/** A message that the judge follows: where its datum came from, and what was told of it. */
export class Followed {
  readonly truth = new Lineage();
  told: Told | null = null;
  /** Hash of its bytes on the link that it is on. */
  hash = 0;
  /** It was sent, and has not come to its end. */
  inside = false;
}

interface Leg {
  /** Ordinal of the message that comes next. */
  next: number;
  readonly messages: Followed[];
}

/** Legs of a link in both directions, with nothing on them. */
export const bothWays = (): readonly [Leg, Leg] => [
  { next: 1, messages: [] },
  { next: 1, messages: [] },
];

/** One link between two processes, as both ends have told of it. */
export class LinkBooks {
  /** Attack step behind its opening, 0 for none. */
  label = 0;
  readonly legs = bothWays();
  /** From whoever sits on the wire to the ends, where somebody does: what he lets go on, and what he adds. */
  beyond: ReturnType<typeof bothWays> | null = null;
  /** The processes at its ends, as far as they have told of it. */
  readonly holders: [ProcessBooks | null, ProcessBooks | null] = [null, null];
  /** A process of the run has told of its opening. */
  opened = false;
  /** Both ends have closed, and what was on its way is lost. Who sits on the wire may still tell of it. */
  isOver = false;
  private readonly ends: (Drop | null)[] = [null, null];

  /** The leg on which a message arrives. */
  lastLeg(direction: number): Leg {
    return (this.beyond ?? this.legs)[direction]!;
  }

  /** Whether no process of the run has told that it opened this link, or of anything that it did there as who opened it. */
  get isUnopened(): boolean {
    const [fromOpener] = this.legs;
    const silent = fromOpener.next === 1 && fromOpener.messages.length === 0;
    return !this.opened && this.beyond === null && silent;
  }

  /** Whether what arrives in a direction comes from somebody who is none of the run: nobody of it opened this link. */
  isStrangers(direction: number): boolean {
    return direction === 0 && this.label === 0 && this.isUnopened;
  }

  /** Messages that are on their way, and why they do not get there once the link is gone. */
  *underWay(): Generator<readonly [Followed, Drop]> {
    for (const direction of [0, 1] as const) {
      const why = this.ends[direction ^ 1] ?? 'no-channel';
      for (const held of this.legs[direction].messages) yield [held, why];
      for (const held of this.beyond?.[direction].messages ?? []) yield [held, why];
    }
  }

  /** An end has closed, and why what comes there is lost; true once both have. */
  close(end: number, why: Drop): boolean {
    this.ends[end] ??= why;
    return this.ends.every((one) => one !== null);
  }
}

/** What one process holds at a moment, as the judge follows it. */
export class ProcessBooks {
  readonly hand = new Lineage();
  readonly messages = new Map<number, Followed>();
  readonly tickets = new Map<number, Lineage>();

  /** Gives up all that the process held, and says which messages of others are lost with it. */
  perish(): readonly Followed[] {
    const lost = [...this.messages.values()].filter(({ inside }) => inside);
    this.messages.clear();
    this.tickets.clear();
    this.hand.clear();
    return lost;
  }

  message(number: number): Followed {
    const known = this.messages.get(number);
    if (known !== undefined) return known;
    const made = new Followed();
    this.messages.set(number, made);
    return made;
  }
}
