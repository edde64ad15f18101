import type { Line } from '../../framework/attack.ts';
import type { Kind } from '../../framework/message.ts';
import { answered } from '../../framework/messages/answered.ts';

/** How long who asked waits before it takes silence for a refusal, ns (assumption: honest answers take well under a second). */
const silenceNs = 2_000_000_000;
/** How long nothing must be asked of a node, and how much longer than ever before, to take it for dismissed (assumptions). */
const dismissedNs = 30_000_000_000;
const unusual = 3;
/** Questions of one line that it keeps in mind; what is asked beyond them at once it does not follow (assumption). */
const questionsKept = 64;

/** A line of its own, and the node that it was given for it. */
export interface OpenedLine extends Pick<Line, 'state' | 'inbox'> {
  readonly node: number;
}

/** One line as whoever opened it looks at it. */
interface Watched {
  readonly line: OpenedLine;
  /** Questions without an answer yet, by number: when silence becomes telling. */
  readonly asked: Map<number, number>;
  /** Answers read so far. */
  read: number;
  told: boolean;
}

/**
 * What an attempt notices by itself of being refused: lines that do not open or are cut, questions that nobody answers or that are denied,
 * and that a node in which it stands is not asked for long for what it altered there before.
 */
export class Notices {
  private readonly lines = new Map<OpenedLine, Watched>();
  /** Nodes in which it stands: since when nothing left them that it altered, and whether it has taken that for a dismissal. */
  private readonly insides = new Map<number, { quietSinceNs: number; told: boolean }>();
  /** Longest time between two things that an attacker altered in a node, ns, over all of its attempts. */
  private readonly pauses: Map<number, number>;

  constructor(pauses: Map<number, number>) {
    this.pauses = pauses;
  }

  /** It has opened a line. */
  opened(line: OpenedLine): void {
    // The same node speaks on another line now: of the earlier one nothing is expected.
    for (const { line: earlier } of this.lines.values()) if (earlier.node === line.node) this.lines.delete(earlier);
    this.lines.set(line, { line, asked: new Map(), read: 0, told: false });
  }

  /** It has hung up, and waits for nothing there any more. */
  closed(line: OpenedLine): void {
    this.lines.delete(line);
  }

  /** It has said something; `number` 0: the line was no longer open. */
  said(line: OpenedLine, kind: Kind, number: number, nowNs: number): void {
    const watched = this.lines.get(line);
    if (watched === undefined || number === 0) return;
    if (answered.has(kind) && watched.asked.size < questionsKept) watched.asked.set(number, nowNs + silenceNs);
  }

  /** It stands in a node from now on. */
  inside(node: number, nowNs: number): void {
    this.insides.set(node, { quietSinceNs: nowNs, told: false });
  }

  /** It has altered what left a node. */
  altered(node: number, nowNs: number): void {
    const inside = this.insides.get(node)!;
    const pauseNs = inside.told ? 0 : nowNs - inside.quietSinceNs;
    this.pauses.set(node, Math.max(this.pauses.get(node) ?? 0, pauseNs));
    inside.quietSinceNs = nowNs;
  }

  /** How many refusals it sees that it had not seen before. */
  look(nowNs: number): number {
    let seen = 0;
    for (const watched of this.lines.values()) seen += refusalsOn(watched, nowNs);
    for (const [node, inside] of this.insides) {
      const longest = this.pauses.get(node);
      if (longest === undefined || inside.told) continue;
      if (nowNs - inside.quietSinceNs <= Math.max(dismissedNs, unusual * longest)) continue;
      inside.told = true;
      seen++;
    }
    return seen;
  }
}

function refusalsOn(watched: Watched, nowNs: number): number {
  const { line, asked } = watched;
  let seen = 0;
  if (!watched.told && (line.state === 'refused' || line.state === 'closed')) {
    watched.told = true;
    seen++;
  }
  for (; watched.read < line.inbox.length; watched.read++) {
    const message = line.inbox[watched.read]!;
    const wasAsked = asked.delete(message.re);
    if (wasAsked && (message.kind === 'answer' || message.kind === 'registered') && message.body?.done === 0) seen++;
  }
  for (const [number, dueNs] of asked) {
    if (dueNs > nowNs) break;
    asked.delete(number);
    seen++;
  }
  return seen;
}
