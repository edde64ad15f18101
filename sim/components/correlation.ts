import type { DataClass, Purpose } from '../framework/datum.ts';
import type { Address } from '../framework/figure.ts';
import type { Draft, MessageView } from '../framework/message.ts';
import { identityOf } from './identities.ts';
import type { Identities } from './identities.ts';

/** On what terms an identity storage puts identities together. */
export interface CorrelationTerms {
  readonly identities: Identities;
  /** Things agent of each platform: what the identities of a platform say comes by it. */
  readonly agents: readonly Address<'things-agent'>[];
  /** How long a word counts, and how long an answer may be relied on, ns. */
  readonly leaseNs: number;
  readonly answerNs: number;
}

/** What identities have said, a row for each node, identity and platform: the newest word of the identity about one there. */
export interface CorrelationState {
  /** The other identity, as a subject; -1 before the first word. */
  readonly other: Int32Array;
  /** When the identity said so, and until when it counts: 0 where it said that it is so no longer, ns. */
  readonly atNs: Float64Array;
  readonly untilNs: Float64Array;
}

/** What the service needs of an identity storage's io. */
export interface CorrelationIo {
  readonly now: number;
  readonly use: (purpose: Purpose, circumstances: { readonly recipient: number }) => boolean;
  readonly keep: (cell: number) => void;
  readonly recall: (cell: number) => void;
  // A property, not a method: only so does the compiler notice a role that may not say it.
  readonly reply: (draft: Draft<'correlated'>) => number;
}

/** Which identities are of one thing tells of its owner, whatever whoever asks calls it. */
const answerClass: DataClass = 'personal';

/** For what an answer is passed on: `twin` and `identity` are what whoever has it does with it himself, and no ground to be told. */
const passedOnFor: readonly Purpose[] = ['share', 'query', 'archive'];

/** An answer that there is none may be relied on for one in so many parts of the time of others (assumption). */
export const noneParts = 3;

const rowsOf = ({ identities }: CorrelationTerms): number => identities.count * identities.platforms;

/** Cells that such a storage needs: where each word came from. */
export const correlationCells = ({ count, platforms }: Identities): number => count * platforms;

/** No words, for `count` nodes; none at all where there is no such service. */
export const correlationState = (count: number, terms: CorrelationTerms | undefined): CorrelationState => {
  const rows = terms === undefined ? 0 : count * rowsOf(terms);
  return {
    other: new Int32Array(rows).fill(-1),
    atNs: new Float64Array(rows).fill(-1),
    untilNs: new Float64Array(rows),
  };
};

/**
 * Takes the word of an identity that another is of the same thing, or no longer. It counts when it comes by the identity's own
 * platform and is newer than what it said before about that other platform: whatever is late or comes twice changes nothing.
 */
export function takeWord(
  state: CorrelationState,
  index: number,
  message: MessageView<'map'> | MessageView<'demap'>,
  io: CorrelationIo,
  terms: CorrelationTerms,
): void {
  const { identities, leaseNs } = terms;
  const { other, at } = message.body;
  const [one, two] = [identityOf(identities, message.subject), identityOf(identities, other)];
  if (one < 0 || two < 0) return;
  const [here, there] = [identities.platformOf[one]!, identities.platformOf[two]!];
  if (here === there || message.from !== terms.agents[here]) return;
  const cell = one * identities.platforms + there;
  const row = index * rowsOf(terms) + cell;
  if (!(at > state.atNs[row]! && at <= io.now + leaseNs)) return;
  state.other[row] = other;
  state.atNs[row] = at;
  state.untilNs[row] = message.kind === 'map' ? at + leaseNs : 0;
  io.keep(cell);
}

/**
 * Answers which identity the subject's thing has at a platform: one that the subject has named, and that has named the subject, while
 * both words count. It is told only to whom, and for what, policy lets it be used; else the answer is that there is none. So it is where
 * an inquiry is said to be of another class than its answer, by which controls would judge, or for what nothing is passed on.
 */
export function answerInquiry(
  state: CorrelationState,
  index: number,
  message: MessageView<'inquire'>,
  io: CorrelationIo,
  terms: CorrelationTerms,
): boolean {
  const { identities } = terms;
  const { platform, purpose } = message.body;
  const isFit = message.dataClass === answerClass && passedOnFor.includes(purpose);
  const allowed = isFit && io.use(purpose, { recipient: message.from });
  const one = identityOf(identities, message.subject);
  // That there is none is soon asked again: words may be on their way.
  let untilNs = io.now + Math.floor(terms.answerNs / noneParts);
  let told = -1;
  if (allowed && one >= 0 && platform >= 0 && platform < identities.platforms) {
    const cells = index * rowsOf(terms);
    const cell = one * identities.platforms + platform;
    const two = identityOf(identities, state.other[cells + cell]!);
    const back = two * identities.platforms + identities.platformOf[one]!;
    const endsNs = two < 0 ? 0 : Math.min(state.untilNs[cells + cell]!, state.untilNs[cells + back]!);
    if (endsNs > io.now && state.other[cells + back] === message.subject) {
      told = state.other[cells + cell]!;
      untilNs = Math.min(io.now + terms.answerNs, endsNs);
      io.recall(cell);
      io.recall(back);
    }
  }
  const body = { platform, other: told, untilNs };
  io.reply({ kind: 'correlated', subject: message.subject, dataClass: answerClass, body });
  return allowed;
}

/** The words are gone; those that still count are said again within a lease. */
export function forgetCorrelation(state: CorrelationState, index: number, terms: CorrelationTerms): void {
  const [from, to] = [index * rowsOf(terms), (index + 1) * rowsOf(terms)];
  state.other.fill(-1, from, to);
  state.atNs.fill(-1, from, to);
  state.untilNs.fill(0, from, to);
}
