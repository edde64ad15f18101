import { numberText } from '../../report/number-text.ts';
import { paces, type RunState } from '../protocol.ts';
import { IdleFigure } from './figure.tsx';
import { useDesk } from './use-model.ts';
import { clockText, type View } from './view.ts';

const phaseWords: Readonly<Record<RunState['phase'], string>> = {
  idle: 'no run yet',
  starting: 'starting',
  running: 'running',
  done: 'done',
  stopped: 'stopped',
  void: 'void',
};

/** A pace in words. */
export const paceText = (pace: number): string => (pace === 0 ? 'as fast as possible' : `${pace} × real time`);

const isGoingOn = ({ phase }: RunState): boolean => phase === 'starting' || phase === 'running';

function Controls() {
  const { model, link } = useDesk();
  const { state, heading } = model;
  if (!isGoingOn(state)) return null;
  return (
    <div class="run-controls">
      {heading?.world !== 'live' && (
        <>
          <label for="pace">Pace</label>
          <select
            id="pace"
            value={String(state.pace)}
            onChange={(event) => link.pace(Number(event.currentTarget.value))}
          >
            {paces.map((pace) => (
              <option key={pace} value={String(pace)}>
                {paceText(pace)}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="button" onClick={() => link.stop()}>
        Stop the run
      </button>
    </div>
  );
}

function Idle({ onNewRun }: { readonly onNewRun: () => void }) {
  const { model } = useDesk();
  const { phase, trouble } = model.state;
  return (
    <section class="empty" aria-labelledby="empty-title">
      <h1 id="empty-title">{phase === 'starting' ? 'The run is being set up' : 'Watch a range under attack'}</h1>
      {trouble !== null && <p class="trouble">{trouble}</p>}
      <p class="lead">
        Start a scenario under a profile, with the attacks that you choose: the figure, the service that honest users
        get, what attackers do and what is noticed are drawn here as it happens.
      </p>
      {phase !== 'starting' && (
        <button class="primary large" type="button" disabled={model.link !== 'open'} onClick={onNewRun}>
          Start a run
        </button>
      )}
      <IdleFigure />
    </section>
  );
}

/** What run it is, how far it has come, and how to hold it. */
export function RunHead({ view, onNewRun }: { readonly view: View | null; readonly onNewRun: () => void }) {
  const { model } = useDesk();
  const { state } = model;
  if (view === null) return <Idle onNewRun={onNewRun} />;
  const { heading } = view;
  const attacks = heading.causes.slice(1).map(({ id }) => id);
  const without = heading.without.length === 0 ? '' : ` without ${heading.without.join(', ')}`;
  return (
    <section class="run-head" aria-labelledby="run-title">
      <div>
        <p class="eyebrow">
          <span class={`phase ${state.phase}`} role="status">
            {phaseWords[state.phase]}
          </span>{' '}
          {heading.world} world · {clockText(state.simulatedSeconds)}
          {heading.untilSeconds === null ? '' : ` of ${clockText(heading.untilSeconds)}`}
          {state.events === 0 ? '' : ` · ${numberText(state.events)} events`}
          {state.events === 0 || state.eventsPerSecond === null
            ? ''
            : `, ${numberText(Math.round(state.eventsPerSecond))} a second`}
        </p>
        <h1 id="run-title">{heading.scenario}</h1>
        <p class="run-facts">
          Profile <strong>{heading.profile + without}</strong>,{' '}
          {attacks.length === 0 ? 'nobody attacking' : 'attacked by '}
          {attacks.length > 0 && <strong>{attacks.join(' ')}</strong>}, seed <strong>{heading.seed}</strong>,{' '}
          {heading.suite} cryptography
        </p>
        {state.trouble !== null && (
          <p class="trouble" role="alert">
            {state.trouble}
          </p>
        )}
      </div>
      <Controls />
    </section>
  );
}
