import { differentialPrivacy } from '../../sim/controls/differential-privacy.ts';
import type { Control, WireMessage } from '../../sim/framework/control.ts';
import type { Noise } from '../../sim/framework/noise.ts';
import { inputsOf } from '../../sim/framework/task.ts';
import type { Job } from '../../sim/framework/task.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { guessAgainstNoise } from './closed-forms.ts';
import { ofTrials, rounds, sized } from './estimate.ts';
import { providerCast } from './provider-cast.ts';
import { playTiny } from './tiny-cast.ts';

const noise: Noise = { input: 'motion', form: 'bit', sensitivity: 1, epsilon: 1 };
const expected = guessAgainstNoise(noise.epsilon);
const jobsARun = 60_000;
const motion = inputsOf.occupancy.indexOf(noise.input);

const bitOf = ({ body }: WireMessage): number => (body as Job).values[motion]!;

/** C19 in a house that has a bit about each room told with noise; `seen` gets every bit as it was and as it leaves. */
const noisy = (seen: (bit: number, told: number) => void): Control => ({
  ...differentialPrivacy,
  stand(ground) {
    const guard = differentialPrivacy.stand({ ...ground, household: { ...ground.household, noiseFor: () => noise } });
    return {
      ...guard,
      protect(message, at) {
        const isRelease = message.kind === 'job' && at.role === 'secure-dpm';
        const bit = isRelease ? bitOf(message) : 0;
        guard.protect!(message, at);
        if (isRelease) seen(bit, bitOf(message));
      },
    };
  },
});

/** V-P1: whoever is told a bit by randomised response and takes it as it comes, which is his best guess, is right that often. */
export const randomisedResponse: Anchor = {
  rows: [
    {
      id: 'V-P1',
      name: 'the best guess at a bit that is told with noise, epsilon 1',
      expected,
      widest: widest(expected, 0.0018),
    },
  ],
  through: 'control C19 alone on jobs, secure connector and external DPM, virtual world',
  run(effort) {
    let right = 0;
    let told = 0;
    const standing = noisy((bit, said) => {
      told++;
      if (bit === said) right++;
    });
    for (const run of rounds(sized(4, effort), effort)) {
      playTiny(
        providerCast({ name: 'V-P1', providers: 1, standing: [standing], attacks: [], jobs: jobsARun, moves: true }),
        keyOf(effort.seed, run, 'V-P1')[0]!,
        [],
      );
    }
    return [ofTrials(right, told, effort)];
  },
};
