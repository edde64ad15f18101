import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows, FoundViolation } from '../../sim/framework/metric.ts';
import { placeOf } from '../../sim/framework/figure.ts';
import type { LabelTable } from '../../sim/framework/truth.ts';
import { controlOf, of } from '../folding/fact-numbers.ts';
import { shownAttempts } from '../results/bounds.ts';
import type { Picture } from '../results/summary.ts';

type Entry = Picture['timeline'][number];

/** Most entries of each sort. */
const mostSteps = 200;
const mostViolations = 100;
const mostAlarms = 60;
const mostEvents = 20;

/**
 * What happened when, for people: first steps, first violation of each property by each attack, first alarms, restarts.
 * Bounded.
 */
export class Timeline {
  private readonly labels: LabelTable;
  private readonly nameOf: (node: number) => string;
  private readonly entries: Entry[] = [];
  private readonly seen = new Set<string>();
  private alarms = 0;
  private restarts = 0;
  private revocations = 0;

  constructor(labels: LabelTable, nameOf: (node: number) => string) {
    this.labels = labels;
    this.nameOf = nameOf;
  }

  block(facts: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.alarmed]!; at < starts[of.alarmed + 1]! && this.alarms < mostAlarms; at++) {
      const row = byKind[at]!;
      this.alarms++;
      const by = `${this.nameOf(facts.node[row]!)}, ${controlOf(facts.detail[row]!)}`;
      this.add(facts.time[row]!, 'alarm', this.attackOf(facts.label[row]!), `alarm at ${by}`);
    }
    for (let at = starts[of.restarted]!; at < starts[of.restarted + 1]! && this.restarts < mostEvents; at++) {
      const row = byKind[at]!;
      this.restarts++;
      this.add(facts.time[row]!, 'restart', null, `${this.nameOf(facts.node[row]!)} restarts`);
    }
    for (let at = starts[of.revoked]!; at < starts[of.revoked + 1]! && this.revocations < mostEvents; at++) {
      const row = byKind[at]!;
      this.revocations++;
      this.add(facts.time[row]!, 'revocation', null, `${this.nameOf(facts.peer[row]!)} is revoked`);
    }
  }

  violation(found: FoundViolation): void {
    const key = `${found.attack} ${found.property}`;
    if (this.seen.has(key) || this.seen.size >= mostViolations) return;
    this.seen.add(key);
    const where = found.node < 0 ? (placeOf(found.place) ?? 'service') : this.nameOf(found.node);
    this.add(found.atNs, 'violation', found.attack, `${found.property} broken at ${where}`);
  }

  drawn(): Picture['timeline'] {
    const shown = new Map<string, number>();
    const steps: Entry[] = [];
    for (const attempt of this.labels.attempts) {
      const earlier = shown.get(attempt.attack) ?? 0;
      if (earlier >= shownAttempts) continue;
      shown.set(attempt.attack, earlier + 1);
      for (const step of attempt.steps) {
        if (steps.length >= mostSteps) break;
        const text = `attempt ${attempt.number}: ${step.name}`;
        steps.push({ atSeconds: step.atNs / 1e9, what: 'step', attack: attempt.attack, text });
      }
    }
    return [...steps, ...this.entries].toSorted((a, b) => a.atSeconds - b.atSeconds);
  }

  private attackOf(label: number): string | null {
    return label === 0 ? null : (this.labels.attempts[this.labels.attemptOf(label)]?.attack ?? null);
  }

  private add(atNs: number, what: Entry['what'], attack: string | null, text: string): void {
    this.entries.push({ atSeconds: atNs / 1e9, what, attack, text });
  }
}
