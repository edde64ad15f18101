import { useEffect, useRef, useState } from 'preact/hooks';
import { counted, endOf } from '../sight.ts';
import { useDesk } from './use-model.ts';
import { clockText, type View } from './view.ts';

/** Place on the time axis, percent, and what happened there. */
type Tick = readonly [number, 'breach' | 'alarm'];

/** Frames in which something happened that one would scrub to. */
const ticksOf = ({ frames, heading, cause, untilSeconds }: View): readonly Tick[] =>
  frames.flatMap((frame): readonly Tick[] => {
    const at = (100 * endOf(frame, heading)) / untilSeconds;
    if (counted(frame, 'breaches', cause) > 0) return [[at, 'breach']];
    const alarmed = frame.log.some(({ what, cause: whose }) => what === 'alarm' && (cause === null || whose === cause));
    return alarmed ? [[at, 'alarm']] : [];
  });

/** How often a replay moves on, ms, and how long a whole one takes at most, s. */
const replayMillis = 100;
const replaySeconds = 30;

type Play = 'follow' | 'held' | 'replay';

const buttonWords: Readonly<Record<Play, string>> = { follow: 'Pause', replay: 'Pause', held: 'Play' };

/** Moves the moment on while a replay lasts; at the end of what there is, the run is followed again. */
function useReplay(view: View, replaying: boolean, end: () => void): void {
  const { model } = useDesk();
  const shown = useRef(view);
  shown.current = view;
  useEffect(() => {
    if (!replaying) return undefined;
    const timer = setInterval(() => {
      const { seconds, comeSeconds, untilSeconds } = shown.current;
      const step = (Math.max(2 * model.state.pace, untilSeconds / replaySeconds) * replayMillis) / 1000;
      if (seconds + step < comeSeconds) model.change({ at: seconds + step });
      else {
        model.change({ at: null });
        end();
      }
    }, replayMillis);
    return () => clearInterval(timer);
  }, [replaying]);
}

/** The time of the run: follow it, stop at a moment, go back, play it again. */
export function Dock({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const [replaying, setReplaying] = useState(false);
  const { seconds, comeSeconds, untilSeconds, following, heading } = view;
  useReplay(view, replaying, () => setReplaying(false));
  const over = !['starting', 'running'].includes(model.state.phase);
  const play: Play = replaying ? 'replay' : following && !over ? 'follow' : 'held';
  const go = (to: number): void => {
    setReplaying(false);
    model.change({ at: to >= comeSeconds ? null : to });
  };
  const press = (): void => {
    if (play === 'held') {
      if (following) model.change({ at: 0 });
      setReplaying(true);
    } else {
      setReplaying(false);
      model.change({ at: seconds });
    }
  };
  const share = (part: number): string => `${((100 * part) / untilSeconds).toFixed(2)}%`;
  return (
    <section class="dock" aria-label="Time of the run">
      <div class="wide dock-row">
        <div class="dock-buttons">
          <button class="play" type="button" onClick={press}>
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
              {play === 'held' ? <path d="M3 1.6L14 8L3 14.4z" /> : <path d="M3 2h3.6v12H3zM9.4 2H13v12H9.4z" />}
            </svg>
            {following && over ? 'Replay' : buttonWords[play]}
          </button>
          <button type="button" disabled={following} onClick={() => go(comeSeconds)}>
            {over ? 'To the end' : 'Follow'}
          </button>
        </div>
        <div class="scrubber">
          <svg class="ticks" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            {ticksOf(view).map(([at, what]) => (
              <path key={`${at}`} class={what} d={`M${at.toFixed(2)} 0V10`} />
            ))}
          </svg>
          <span class="track" aria-hidden="true">
            <span class="come" style={{ width: share(comeSeconds) }} />
            <span class="seen" style={{ width: share(seconds) }} />
          </span>
          <input
            type="range"
            min={0}
            max={untilSeconds}
            step={heading.intervalSeconds}
            value={seconds}
            aria-label="Moment of the run"
            aria-valuetext={`${clockText(seconds)} of ${clockText(untilSeconds)}`}
            onInput={(event) => go(Number(event.currentTarget.value))}
          />
        </div>
        <p class="moment">
          <strong>{clockText(seconds)}</strong>
          <span class="soft"> / {clockText(untilSeconds)}</span>
          <span class={`whence ${following ? '' : 'held'}`}>
            {following ? (over ? 'the end' : 'as it happens') : `${clockText(comeSeconds - seconds)} behind`}
          </span>
        </p>
      </div>
    </section>
  );
}
