import type { HouseParameters } from './parameters.ts';
import type { Machine } from './seating.ts';

/** Half-open handshakes of a server: the default backlog of Linux listeners before 5.4, and room for all things at once. */
const halfOpenOf = (things: number): number => 128 + 2 * things;

/** A server with cores for so many messages a second, in and out, to which so many things come by themselves. */
export const serverFor = (
  messagesPerSecond: number,
  things: number,
  { messageMicros, utilisation }: Pick<HouseParameters, 'messageMicros' | 'utilisation'>,
): Machine => ({
  device: 'server',
  cores: Math.max(1, Math.ceil((messagesPerSecond * messageMicros * 1e-6) / utilisation)),
  queueLimit: Math.max(4096, 2 * things),
  halfOpenLimit: halfOpenOf(things),
});
