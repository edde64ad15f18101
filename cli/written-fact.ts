import { z } from 'zod';
import { factKinds, type FactKind } from '../sim/framework/fact.ts';
import { clockText } from '../sim/framework/time.ts';
import { oneLine } from './fault.ts';

/** A line of `facts.jsonl`, as `scenarios/fact-lines.ts` writes it. */
const factSchema = z.looseObject({
  run: z.string(),
  fact: z.number(),
  atNs: z.number(),
  kind: z.enum(factKinds),
  place: z.string(),
  node: z.number(),
  peer: z.number(),
  datum: z.string(),
  subject: z.number(),
  message: z.string().nullable(),
  dataClass: z.string(),
  detail: z.string().nullable(),
  reason: z.string().nullable(),
  outcome: z.number(),
});

/** One fact, read back from its line. */
export type WrittenFact = z.infer<typeof factSchema>;

/** What a node is called, by its number. */
export type NodeNames = (node: number) => string;

/** The fact on a line; undefined where the line, which anybody may have written, is none. */
export function readFact(line: string): WrittenFact | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // Shown as it stands then: `diff` compares lines, whatever is on them.
  }
  return factSchema.safeParse(value).data;
}

/** Nodes that a fact speaks of. */
export const nodesIn = ({ node, peer, subject }: WrittenFact): readonly number[] => [node, peer, subject];

/** What stands between the two nodes of a fact, where it has a second one. */
const toPeer: Readonly<Partial<Record<FactKind, string>>> = {
  sent: 'to',
  delivered: 'from',
  refused: 'from',
  acted: 'for',
  revoked: 'the credential of',
  guessed: 'together with',
  booted: 'what was put there by',
};

const outcomeOf = ({ kind, outcome }: WrittenFact): string => {
  switch (kind) {
    case 'finished':
      return outcome === 1 ? 'done' : 'not done';
    case 'released':
      return `epsilon ${outcome / 1000}`;
    default:
      return '';
  }
};

/** A fact as a sentence: when, who, what happened with what, with whom, where, by which control or for what, and why. */
export function factWords(fact: WrittenFact, nameOf: NodeNames): string {
  const { kind, atNs, node, peer, message, dataClass, datum, subject, place, detail, reason } = fact;
  const name = (number: number): string => nameOf(number);
  const nanoseconds = String(Math.abs(atNs) % 1000).padStart(3, '0');
  const about = subject >= 0 && subject !== node ? ` about ${name(subject)}` : '';
  const what = message === null ? '' : ` ${/^[aeiou]/.test(dataClass) ? 'an' : 'a'} ${dataClass} ${message}${about}`;
  const whom = peer < 0 ? '' : ` ${toPeer[kind] ?? 'with'} ${name(peer)}`;
  const which = datum.startsWith('-1/') ? '' : ` (datum ${datum})`;
  const why = [detail, reason, outcomeOf(fact)].filter((text) => text !== null && text !== '').join(', ');
  const sentence = `${clockText(atNs)}${nanoseconds}  ${name(node)} ${kind}${what}${whom} at ${place}${which}${why === '' ? '' : `: ${why}`}`;
  return oneLine(sentence, 400);
}
