import fc from 'fast-check';
import type { Driven, Said } from './recording-io.ts';

/** A message on its way between two of those on the net. */
interface Flying {
  readonly from: number;
  readonly said: Said;
}

/** Some components on a net that does with messages whatever it is told. */
export class UnrulyNet {
  readonly flying: Flying[] = [];
  nowNs = 0;
  // States differ; the net looks at none.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  private readonly all: readonly Driven<any>[];
  private readonly read: number[];
  private readonly carries: (said: Said) => boolean;

  /** Starts all of them. What `carries` leaves out, and what goes to others, is of no matter. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  constructor(all: readonly Driven<any>[], carries: (said: Said) => boolean) {
    this.all = all;
    this.read = all.map(() => 0);
    this.carries = carries;
    for (const one of all) one.start();
    this.gather();
  }

  /** Lets time pass, for everybody alike. */
  pass(forNs: number): void {
    this.nowNs += forNs;
    for (const one of this.all) one.runUntil(this.nowNs);
    this.gather();
  }

  /** A message arrives; it may stay on its way, to arrive again. */
  deliver(place: number, keep: boolean): void {
    const { from, said } = this.flying[place]!;
    if (!keep) this.flying.splice(place, 1);
    const to = this.all.find(({ io }) => io.node === said.to)!;
    const { kind, point, number, re, subject, dataClass, body } = said;
    to.hear({ kind, point, number, re, subject, dataClass, body, from } as never);
    this.gather();
  }

  lose(place: number): void {
    this.flying.splice(place, 1);
  }

  /** One of them restarts, which takes a moment. */
  restart(who: number): void {
    this.pass(1e6);
    this.all[who % this.all.length]!.restart();
    this.gather();
  }

  /** Takes up what was said since. */
  private gather(): void {
    this.all.forEach(({ io }, who) => {
      for (const said of io.said.slice(this.read[who]!)) {
        const among = this.all.some((other) => other.io.node === said.to);
        if (among && this.carries(said)) this.flying.push({ from: io.node, said });
      }
      this.read[who] = io.said.length;
    });
  }
}

/** What the net and fate do next. */
export interface Fate {
  readonly what: 'deliver' | 'hurry' | 'double' | 'lose' | 'pass' | 'restart';
  readonly place: number;
}

/** Any fate: most messages arrive, some late, twice or never; now and then somebody restarts. */
export const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 16, arbitrary: fc.record({ what: fc.constant('deliver' as const), place: fc.nat(40) }) },
  { weight: 12, arbitrary: fc.record({ what: fc.constant('hurry' as const), place: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('double' as const), place: fc.nat(40) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('lose' as const), place: fc.nat(40) }) },
  {
    weight: 16,
    arbitrary: fc.record({ what: fc.constant('pass' as const), place: fc.integer({ min: 1, max: 1500 }) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const), place: fc.nat(7) }) },
);

/** Lets a fate happen. */
export const suffer = (net: UnrulyNet, { what, place }: Fate): void => {
  if (what === 'pass') {
    net.pass(place * 1e6);
  } else if (what === 'restart') {
    net.restart(place);
  } else if (what === 'hurry') {
    // The newest messages overtake all others, and so do their answers.
    for (let hop = 0; hop <= place && net.flying.length > 0; hop++) net.deliver(net.flying.length - 1, false);
  } else if (net.flying.length > 0) {
    const message = place % net.flying.length;
    if (what === 'lose') net.lose(message);
    else net.deliver(message, what === 'double');
  }
};
