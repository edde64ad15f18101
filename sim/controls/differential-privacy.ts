import type { Control, Ground, Guard, Post } from '../framework/control.ts';
import type { Noise } from '../framework/noise.ts';
import { inputsOf } from '../framework/task.ts';
import type { Job } from '../framework/task.ts';

/** A number above 0 and up to 1, of 2^32. */
const chance = (at: Post): number => (at.draw() + 1) / 4_294_967_296;

/** Failures before the first success, each of which fails with probability `ratio`: from one number, by inversion. */
const geometric = (ratio: number, at: Post): number => Math.floor(Math.log(chance(at)) / Math.log(ratio));

/**
 * A count with two-sided geometric noise (Ghosh, Roughgarden and Sundararajan 2009): what one person changes by `sensitivity` is told
 * with e^epsilon more probability at most. Below nothing there is nothing: cutting off afterwards tells no more.
 */
function noisyCount(count: number, { sensitivity, epsilon }: Noise, at: Post): number {
  const ratio = Math.exp(-epsilon / sensitivity);
  return Math.max(0, count + geometric(ratio, at) - geometric(ratio, at));
}

/** A bit that is told as it is with probability e^epsilon / (1 + e^epsilon), and else turned (randomised response, Warner 1965). */
function answeredBit(bit: number, { epsilon }: Noise, at: Post): number {
  const kept = 1 / (1 + Math.exp(-epsilon));
  return chance(at) <= kept ? bit : 1 - bit;
}

const stand = ({ household }: Ground): Guard => ({
  protect(message, at) {
    if (message.kind !== 'job' || at.role !== 'secure-dpm' || message.body === null) return;
    const job = message.body as Job;
    const noise = household.noiseFor?.(job.task);
    if (noise === undefined) return;
    const place = inputsOf[job.task].indexOf(noise.input);
    const value = job.values[place];
    if (value === null || value === undefined) return;
    at.charge('judge');
    const told = noise.form === 'bit' ? answeredBit(value, noise, at) : noisyCount(value, noise, at);
    message.body = { ...job, values: job.values.map((one, input) => (input === place ? told : one)) };
    at.release(message.subject, noise.epsilon);
  },
});

/** C19: what leaves for outside work tells of any one person no more than a bounded amount. Bounds A32 where a provider watches (R2, R3). */
export const differentialPrivacy: Control = {
  id: 'C19',
  name: 'differential-privacy',
  title: 'differential-privacy noise',
  summary:
    'Counts of people, and bits about them, get noise before they leave for outside work, by the epsilon that the house declares.',
  groups: ['R2', 'R3'],
  rung: 'data',
  layer: 'content',
  step: 8,
  places: ['RP-M'],
  limits:
    'Bounds what each release tells, and releases add up: who sees a thousand of them sees through the noise (M45 counts them; nothing stops when much is spent). Other inputs than the declared one are not touched. Work on noisy counts is less exact. The connector, and the house’s own checks of results, see the noisy value too.',
  source:
    'Two-sided geometric mechanism: Ghosh, Roughgarden and Sundararajan 2009; randomised response: Warner 1965, V-P1; input, sensitivity and epsilon by task: policy of the house.',
  stand,
};
