import { availableParallelism } from 'node:os';
import type { Manifest } from '../../metrics/results/summary.ts';
import { ablate } from '../../scenarios/ablation/ablate.ts';
import { valuesAt } from '../../scenarios/values.ts';
import type { ParameterValues } from '../../sim/framework/scenario.ts';
import type { AblationRequest, Engine } from '../engine.ts';
import { manifestOf, version } from '../manifest.ts';
import { crewOfProcesses } from '../studies/pool.ts';
import { keptIn } from './run-journal.ts';

/** Plays an ablation on all cores of this machine. */
export const playAblation: Engine['ablate'] = async (request, watch, { signal, journal }) => {
  const pool = crewOfProcesses(availableParallelism(), { own: [] });
  const crew = journal === null ? pool : keptIn(journal, pool);
  try {
    const result = await ablate(
      { ...request, version },
      {
        crew,
        signal,
        tell: (done, of, runs) => {
          watch.progress({ label: `of cells, ${runs} runs`, done, of, share: 0, simulatedSeconds: 0, events: 0 });
        },
      },
    );
    return { manifest: ablationManifest(request), result };
  } finally {
    await crew.close();
  }
};

const ablationManifest = (request: AblationRequest): Manifest =>
  manifestOf(
    {
      ...request,
      parameters: { ...valuesAt<ParameterValues>(request.scenario, request.size), ...request.set },
      profiles: [{ name: request.profile, without: [] }],
      attacks: { mode: 'each', attacks: request.attacks },
      attacker: null,
      suite: 'symbolic',
      world: 'virtual',
      costs: null,
      trace: null,
    },
    request.replications,
  );
