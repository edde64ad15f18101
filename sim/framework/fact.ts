/** What happened at a reference point or in a component. Append only: the position is the number. */
export const factKinds = [
  'sent',
  'delivered',
  'refused',
  'dropped',
  'opened',
  'not-opened',
  'closed',
  'stored',
  'loaded',
  'erased',
  'disclosed',
  'used',
  'acted',
  'finished',
  'alarmed',
  'restarted',
  'tampered',
  'credentialed',
  'revoked',
  'retained',
  'guessed',
  'booted',
  'released',
  'inferred',
  'stepped',
] as const;
export type FactKind = (typeof factKinds)[number];
export const factNumber: Readonly<Record<FactKind, number>> = Object.fromEntries(
  factKinds.map((kind, index) => [kind, index]),
) as Record<FactKind, number>;

/** Why a message was lost on its way. Append only. */
export const drops = ['link', 'queue', 'no-channel', 'restart', 'attacker', 'table-full'] as const;
export type Drop = (typeof drops)[number];

/** Facts come in blocks of this many: a page that stays in a core's cache. */
export const blockFacts = 1024;

/** Bits of `FactBlock.flags`: ground truth about the datum in the fact, for the oracle only. */
export const flagForged = 1;
/** The datum was delivered before and is being delivered again by an attacker. */
export const flagReplayed = 2;
/** The content was in clear to the node. */
export const flagClear = 4;
/** A result that differs from what an honest computation gives, or an inference that differs from what was so. */
export const flagWrong = 8;
/** What moved the thing or twin was an attacker's own wish, sent through an account it controls. */
export const flagHostile = 16;
/** An attacker put another content into a datum that an honest node had sent; such a datum is forged too. */
export const flagAltered = 32;
/** Somebody else than the node that seems to have said it made it, or changed it. */
export const falsified = flagForged | flagAltered;

/**
 * A block of facts, structure of arrays. The first 40 bytes a fact are its meaning and enter the digest; the truth
 * columns do not and never reach a component, control or attack.
 */
export class FactBlock {
  /** How many of the rows are filled. */
  count = 0;
  /** Index of the first fact of the block in the run. */
  first = 0;
  readonly meaning = new ArrayBuffer(blockFacts * 40);
  /** World time, ns. */
  readonly time = new Float64Array(this.meaning, 0, blockFacts);
  /** Per-origin counter of the datum. */
  readonly counter = new Float64Array(this.meaning, blockFacts * 8, blockFacts);
  /** Node in which it happened; stepped: the first of the attackers' own, whoever of them it is. */
  readonly node = new Int32Array(this.meaning, blockFacts * 16, blockFacts);
  /** The other node, -1 for none; acted: the person asking; revoked: the node whose credential ends; guessed: the other identity; booted: who brought the code. */
  readonly peer = new Int32Array(this.meaning, blockFacts * 20, blockFacts);
  /** Node at which the datum was born. */
  readonly origin = new Int32Array(this.meaning, blockFacts * 24, blockFacts);
  readonly subject = new Int32Array(this.meaning, blockFacts * 28, blockFacts);
  /** Kind of message + 1, 0 for none. */
  readonly message = new Uint8Array(this.meaning, blockFacts * 32, blockFacts);
  readonly kind = new Uint8Array(this.meaning, blockFacts * 33, blockFacts);
  readonly place = new Uint8Array(this.meaning, blockFacts * 34, blockFacts);
  readonly dataClass = new Uint8Array(this.meaning, blockFacts * 35, blockFacts);
  /**
   * refused, alarmed, released: control number (11 for C11, 0 for the world itself); dropped: why; used: purpose;
   * finished: operation; acted, inferred: quantity.
   */
  readonly detail = new Uint16Array(this.meaning, blockFacts * 36, blockFacts);
  /** refused: reason; released: epsilon in thousandths; finished: 1 done; used, acted: 1; guessed: 1 where it is not stated, only what would be guessed by now; inferred: the value that is stated. */
  readonly outcome = new Uint16Array(this.meaning, blockFacts * 38, blockFacts);

  /** Truth: number of the attack step that this descends from, 0 for none. */
  readonly label = new Int32Array(blockFacts);
  readonly flags = new Uint8Array(blockFacts);
  /** Truth: when the datum was born or the operation intended, or the guesser began to watch, or since when something is inferred; world time, ns. */
  readonly born = new Float64Array(blockFacts);
  /**
   * Value that was used, acted or finished with, where there is one; opened: 1 where it rests on installed keys and no
   * credential; stored: 1 where this datum did not lie under its key before, as far as the world knows; else 0.
   */
  readonly value = new Float64Array(blockFacts);
  /** Bytes on the wire, where there are. */
  readonly sizeBytes = new Float64Array(blockFacts);
}

/** Columns of a block, those of its meaning and those of its truth. */
export const factColumns = [
  'time',
  'counter',
  'node',
  'peer',
  'origin',
  'subject',
  'message',
  'kind',
  'place',
  'dataClass',
  'detail',
  'outcome',
  'label',
  'flags',
  'born',
  'value',
  'sizeBytes',
] as const satisfies readonly (keyof FactBlock)[];

/** Anything that follows the facts of a run: metrics, the oracle, exports, dashboards. It cannot change the run. */
export interface FactObserver {
  /** A full or last block, for those who follow a run as it happens one of any size; the object is reused after the call. */
  block(facts: FactBlock): void;
}
