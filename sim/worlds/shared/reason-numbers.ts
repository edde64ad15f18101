/** Numbers of the reasons that controls give for alarms, in the order in which they were first given; from 1. */
export class ReasonNumbers {
  private readonly numbers = new Map<string, number>();

  of(reason: string): number {
    let number = this.numbers.get(reason);
    if (number === undefined) this.numbers.set(reason, (number = this.numbers.size + 1));
    return number;
  }
}
