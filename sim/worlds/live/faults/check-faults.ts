import type { Cast, Placement } from '../../../framework/scenario.ts';
import { faultInWords, overNs, sufferer } from './fault-plan.ts';
import type { PlannedFault } from './fault-plan.ts';
import { checkClockError } from './off-clock.ts';

/** Throws a RangeError of one clear line where a plan cannot be carried out in a run of this cast and these processes. */
export function checkFaults(
  plan: readonly PlannedFault[],
  {
    cast,
    processes,
  }: { readonly cast: Pick<Cast, 'placements' | 'wires' | 'untilNs'>; readonly processes: readonly string[] },
): void {
  const busyUntil = new Map<string, number>();
  for (const one of plan.toSorted((a, b) => a.atNs - b.atNs)) {
    const refuse = (why: string): never => {
      throw new RangeError(`${faultInWords(one)}: ${why}`);
    };
    if ('process' in one && !processes.includes(one.process)) refuse(`there are the processes ${processes.join(', ')}`);
    if ('node' in one) {
      if (placementOf(cast, one.node) === undefined) refuse('there is no such node');
      checkClockError(one);
    }
    if ('wire' in one) {
      const { point, from, to } = one.wire;
      const [sender, receiver] = [placementOf(cast, from)?.name, placementOf(cast, to)?.name];
      const isLaid = cast.wires.some(
        (wire) =>
          wire.point === point &&
          ((wire.from === sender && wire.to === receiver) || (wire.from === receiver && wire.to === sender)),
      );
      if (!isLaid) refuse('there is no such wire');
    }
    if (one.fault === 'bend' && !(one.delayNs >= 0 && one.delayNs < Infinity && (one.bytesPerSecond ?? 1) > 0))
      refuse('a wire takes no less than no time, and carries more than nothing');
    const untilNs = overNs(one);
    if (!(one.atNs >= 0 && untilNs >= one.atNs) || one.atNs >= cast.untilNs)
      refuse(`it must begin before the run is over, at ${cast.untilNs / 1e9} s`);
    if ('process' in one && untilNs >= cast.untilNs)
      refuse(`it must be over before the run is, at ${cast.untilNs / 1e9} s`);
    const who = sufferer(one);
    const free = busyUntil.get(who) ?? 0;
    if (one.atNs < free) refuse(`another fault of it is not over before ${free / 1e9} s`);
    busyUntil.set(who, untilNs);
  }
}

const placementOf = ({ placements }: Pick<Cast, 'placements'>, node: number): Placement | undefined =>
  placements.find(({ first, count }) => first <= node && node < first + count);
