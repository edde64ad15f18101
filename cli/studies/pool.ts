import type { Crew, NamedOrder } from '../../scenarios/studies/crew.ts';
import { PartProcess } from './part-process.ts';
import type { PartSetting } from './part-process.ts';

/** Reports that may be under way at once: a store that is slower than the runs holds them up. */
const openReports = 64;

/**
 * A crew of processes of this machine. A process that dies takes its run with it, which is reported as failed, and another takes its
 * place. What the runs come to does not depend on how many there are, nor on who ends first.
 */
export function crewOfProcesses(processes: number, setting: PartSetting): Crew {
  let idle: PartProcess[] = [];
  const alive = new Set<PartProcess>();
  const take = async (): Promise<PartProcess> => {
    const found = idle.find((part) => !part.dead);
    idle = idle.filter((part) => part !== found && !part.dead);
    if (found !== undefined) return found;
    const part = await PartProcess.started(setting);
    alive.add(part);
    return part;
  };
  const killAll = (): void => {
    for (const part of alive) part.kill();
    alive.clear();
    idle = [];
  };
  return {
    name: processes === 1 ? '1 process' : `${processes} processes`,
    async carryOut(orders, report, signal) {
      signal?.throwIfAborted();
      const reports = new Set<Promise<void>>();
      let next = 0;
      let lost: { readonly reason: unknown } | null = null;
      const lose = (reason: unknown): void => {
        lost ??= { reason };
        killAll();
      };
      const lane = async (): Promise<void> => {
        let part: PartProcess | null = null;
        while (lost === null && next < orders.length) {
          const order: NamedOrder = orders[next++]!;
          if (part?.dead !== false) part = await take();
          // It may have been lost while the process began.
          if (lost !== null) return part.kill();
          const done = await part.play(order);
          if (lost !== null) return;
          const told = Promise.resolve(report(done))
            .catch(lose)
            .finally(() => reports.delete(told));
          reports.add(told);
          if (part.dead) alive.delete(part);
          if (reports.size >= openReports) await Promise.race(reports);
        }
        if (part !== null) idle.push(part);
      };
      const stop = (): void => lose(signal!.reason);
      signal?.addEventListener('abort', stop, { once: true });
      try {
        await Promise.all(Array.from({ length: Math.min(processes, orders.length) }, () => lane().catch(lose)));
        // What was reported is kept before anybody shuts the store.
        while (reports.size > 0) await Promise.all(reports);
      } finally {
        signal?.removeEventListener('abort', stop);
      }
      if (lost !== null) throw (lost as { readonly reason: unknown }).reason;
    },
    async close() {
      killAll();
    },
  };
}
