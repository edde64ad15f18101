import type { AttackId } from '../../sim/framework/attack.ts';
import type { ComparedProfile, WorldRow } from './row.ts';
import { leastEvidence } from './terms.ts';
import { effectOf, isBacked, refusingControls, successInterval } from './verdict.ts';
import type { AttackCount } from './verdict.ts';

/** One attack under one profile, tried in both worlds. */
export interface AttackCell {
  readonly attack: AttackId;
  readonly profile: ComparedProfile;
  /** Runs of each world. */
  readonly runs: number;
  readonly virtual: AttackCount;
  readonly live: AttackCount;
  /** What made a live run void, after which it was not tried again; null where none was. */
  readonly voided: string | null;
}

const shareOf = ({ successes, attempts }: AttackCount): number | null => (attempts === 0 ? null : successes / attempts);

const perAttempt = ({ refusals, attempts }: AttackCount, control: string): number | null =>
  attempts === 0 ? null : (refusals[control] ?? 0) / attempts;

/** Whether both worlds agree on the attack, and on each control that refused it often. */
export function verdictRows({ attack, profile, virtual, live, voided }: AttackCell): readonly WorldRow[] {
  const agrees = voided === null && effectOf(virtual) === effectOf(live) && isBacked(virtual) && isBacked(live);
  const verdict: WorldRow = {
    id: `worlds.verdict.${attack}.${profile}`,
    name: `${attack} under ${profile}: ${effectOf(virtual)} in the virtual world, ${effectOf(live)} in the live one; success rate`,
    expected: shareOf(virtual),
    measured: shareOf(live),
    ci: successInterval(live),
    verdict: agrees ? 'pass' : 'fail',
  };
  const refusals = refusingControls([virtual, live]).map((control): WorldRow => {
    const [expected, measured] = [virtual.refusals[control] ?? 0, live.refusals[control] ?? 0];
    return {
      id: `worlds.refusals.${attack}.${profile}.${control}`,
      name: `${attack} under ${profile}: refusals an attempt by ${control} (${expected} virtual, ${measured} live)`,
      expected: perAttempt(virtual, control),
      measured: perAttempt(live, control),
      ci: null,
      verdict: Math.min(expected, measured) >= leastEvidence ? 'pass' : 'fail',
    };
  });
  return [verdict, ...refusals];
}
