// @ts-check
import { createHash } from 'node:crypto';

/**
 * Key of the record with a number.
 * @param {number} number
 */
export const keyOf = (number) => `room ${number % 5}/${String(number).padStart(8, '0')}`;

/**
 * The record with a number: its number, a filling that now and then is longer than a page, and a digest of both, so that a torn one shows.
 * @param {number} number
 */
export function recordOf(number) {
  const content = `record ${number} `.padEnd(
    40 + ((number * 7919) % (number % 9 === 0 ? 6_000 : 400)),
    `mark-${number}-`,
  );
  return Buffer.from(content + createHash('sha256').update(content).digest('hex'));
}
