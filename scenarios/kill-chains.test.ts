import { describe, expect, it } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { chains } from '../attacks/chains/catalogue.ts';
import type { Profile } from '../sim/framework/profile.ts';
import { replicate } from './replicate.ts';
import { planOf } from './testing/play.ts';

const stagesOf = (id: string) =>
  chains.find((chain) => chain.id === id)!.stages.map(({ attack }) => attacks.find((known) => known.id === attack)!);

const reached = (profile: Profile): Record<string, boolean> => {
  const seen = replicate(planOf({ profile, attacks: stagesOf('K6') }), { seconds: () => 0 }).attacks;
  return Object.fromEntries(seen.map(({ id, attempts, successes }) => [id, successes > attempts / 2]));
};

describe('K6 smoke-screen in the meeting room', () => {
  it('reaches both stages where no control stands', () => {
    expect(reached({ name: 'none', without: [] })).toEqual({ A24: true, A31: true });
  });
  it('reaches no stage under the framework', () => {
    expect(reached({ name: 'framework', without: [] })).toEqual({ A24: false, A31: false });
  });
  it('has its flood back without cookies, and still no record', () => {
    expect(reached({ name: 'framework', without: ['C43'] })).toEqual({ A24: true, A31: false });
  });
});
