import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';

/** Bytes of one fact that enter the digest. */
export const meaningBytes = 40;

/** Keeps the meaning of every fact of a run, 40 bytes each, so that two runs can be compared fact for fact. */
export class MeaningKeeper implements FactObserver {
  count = 0;
  /** Facts that descend from an attack. */
  labelled = 0;
  private bytes = new Uint8Array(1 << 20);

  block(facts: FactBlock): void {
    const { time, counter, node, peer, origin, subject, message, kind, place, dataClass, detail, outcome, label } =
      facts;
    this.grow((this.count + facts.count) * meaningBytes);
    const view = new DataView(this.bytes.buffer);
    for (let row = 0; row < facts.count; row++) {
      const at = this.count++ * meaningBytes;
      view.setFloat64(at, time[row]!);
      view.setFloat64(at + 8, counter[row]!);
      view.setInt32(at + 16, node[row]!);
      view.setInt32(at + 20, peer[row]!);
      view.setInt32(at + 24, origin[row]!);
      view.setInt32(at + 28, subject[row]!);
      view.setUint8(at + 32, message[row]!);
      view.setUint8(at + 33, kind[row]!);
      view.setUint8(at + 34, place[row]!);
      view.setUint8(at + 35, dataClass[row]!);
      view.setUint16(at + 36, detail[row]!);
      view.setUint16(at + 38, outcome[row]!);
      if (label[row] !== 0) this.labelled++;
    }
  }

  /** World time of a fact, ns. */
  timeOf(fact: number): number {
    return new DataView(this.bytes.buffer).getFloat64(fact * meaningBytes);
  }

  /** How many facts stand before the first at or after a moment, ns. */
  countBefore(timeNs: number): number {
    let fact = 0;
    while (fact < this.count && this.timeOf(fact) < timeNs) fact++;
    return fact;
  }

  /** How many facts from the first on are the same in both runs. */
  sameAs(other: MeaningKeeper): number {
    const most = Math.min(this.count, other.count) * meaningBytes;
    let at = 0;
    while (at < most && this.bytes[at] === other.bytes[at]) at++;
    return Math.floor(at / meaningBytes);
  }

  private grow(least: number): void {
    if (least <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(least, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
