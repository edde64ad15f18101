import type { LabelTable } from '../../sim/framework/truth.ts';

/** Who hears what attackers do. */
export interface CampaignListener {
  begun(attempt: number, atNs: number): void;
  step(attempt: number, atNs: number, step: number, name: string): void;
  ended(attempt: number, atNs: number): void;
}

/** Tells each start, step and end of an attempt once, soon after it happened; looks only at attempts that still run. */
export class Campaigns {
  private readonly labels: LabelTable;
  private readonly listener: CampaignListener;
  private seen = 0;
  private running: { readonly attempt: number; steps: number }[] = [];

  constructor(labels: LabelTable, listener: CampaignListener) {
    this.labels = labels;
    this.listener = listener;
  }

  look(): void {
    const { attempts } = this.labels;
    for (; this.seen < attempts.length; this.seen++) {
      this.running.push({ attempt: this.seen, steps: 0 });
      this.listener.begun(this.seen, attempts[this.seen]!.startNs);
    }
    let anyEnded = false;
    for (const one of this.running) {
      const { steps, endNs } = attempts[one.attempt]!;
      for (; one.steps < steps.length; one.steps++) {
        const { name, atNs } = steps[one.steps]!;
        this.listener.step(one.attempt, atNs, one.steps, name);
      }
      if (endNs === null) continue;
      anyEnded = true;
      this.listener.ended(one.attempt, endNs);
    }
    if (anyEnded) this.running = this.running.filter(({ attempt }) => attempts[attempt]!.endNs === null);
  }
}
