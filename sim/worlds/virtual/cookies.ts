import { keyOf, Stream } from '../../kernel/stream.ts';

/** Secrets of all nodes from which they make stateless cookies, by node. */
export function cookieSecrets(seed: number, count: number): Uint32Array {
  const stream = new Stream(keyOf(seed, 'house', 'cookie'));
  const secrets = new Uint32Array(count);
  for (let node = 0; node < count; node++) secrets[node] = stream.u32();
  return secrets;
}
