import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock, FactObserver } from '../../sim/framework/fact.ts';
import { kinds } from '../../sim/framework/message.ts';

/** Bundles of roots that came to members, and how many were refused. */
export class Bundles implements FactObserver {
  came = 0;
  refused = 0;

  block(facts: FactBlock): void {
    const bundle = kinds.indexOf('trustBundle') + 1;
    for (let row = 0; row < facts.count; row++) {
      if (facts.message[row] !== bundle) continue;
      if (facts.kind[row] === factNumber.delivered) this.came++;
      if (facts.kind[row] === factNumber.refused) this.refused++;
    }
  }
}
