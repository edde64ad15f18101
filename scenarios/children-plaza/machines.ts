import type { Machine } from '../kit/seating.ts';
import type { PlazaParameters } from './parameters.ts';

/** Machines and tables of a plaza, sized from the offered load. */
export interface Servers {
  readonly doorCores: number;
  readonly plazaCores: number;
  readonly pendingRequests: number;
  machine(cores: number): Machine;
}

/** Half-open handshakes of a server beside those of everybody coming at once: the backlog of Linux listeners before 5.4. */
const serverHalfOpen = 128;

/** Sizes machines so that the honest system is stable: what is said to all goes to everybody in the same part of the plaza. */
export function serversOf(values: PlazaParameters, people: number): Servers {
  const { messageMicros, utilisation, doors, spots } = values;
  const saidPerSecond = people / values.sayEverySeconds;
  const otherPerSecond =
    people * (1 / values.contactEverySeconds + 1 / values.askEverySeconds + 3 / values.restateSeconds);
  const heardPerSecond = saidPerSecond * (people / spots) + otherPerSecond;
  const messages = 4 * (saidPerSecond + otherPerSecond) + 2 * heardPerSecond;
  const cores = (perSecond: number): number => Math.max(1, Math.ceil((perSecond * messageMicros * 1e-6) / utilisation));
  const machine = (count: number): Machine => ({
    device: 'server',
    cores: count,
    queueLimit: Math.max(4096, 4 * people),
    halfOpenLimit: serverHalfOpen + 2 * people,
  });
  return {
    doorCores: cores(messages / doors),
    plazaCores: cores(messages),
    pendingRequests: Math.max(64, 8 * people),
    machine,
  };
}
