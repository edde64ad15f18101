import type { Progress } from './engine.ts';

/** How often the line changes at most, wall-clock ms. */
const redrawMillis = 120;

/** A terminal's line that says how far a command is; on anything but a terminal it is silent. */
export interface ProgressLine {
  show(state: Progress): void;
  /** Removes the line; nothing of it stays on the screen. */
  clear(): void;
}

const two = (value: number): string => String(value).padStart(2, '0');

const leftText = (seconds: number): string =>
  seconds < 60
    ? `${Math.ceil(seconds)} s left`
    : `${Math.floor(seconds / 60)} min ${two(Math.floor(seconds % 60))} s left`;

const rateText = (perSecond: number): string =>
  perSecond >= 1e6
    ? `${(perSecond / 1e6).toFixed(1)} M`
    : perSecond >= 1e3
      ? `${(perSecond / 1e3).toFixed(0)} k`
      : perSecond.toFixed(0);

/** The line's words: what, simulated time, events a second, time left where it can be told. */
function progressText(state: Progress, elapsedMillis: number): string {
  const perSecond = elapsedMillis > 0 ? (state.events * 1000) / elapsedMillis : 0;
  const pieces =
    state.of === null ? `run ${state.done + 1}` : `run ${Math.min(state.of, state.done + 1)} of ${state.of}`;
  const share = state.of === null || state.of === 0 ? 0 : (state.done + state.share) / state.of;
  const left = share > 0.01 ? `  ${leftText((elapsedMillis / 1000) * (1 / share - 1))}` : '';
  // What simulates nothing has no events to tell of.
  const simulated =
    state.events === 0 ? '' : `  ${state.simulatedSeconds.toFixed(1)} s simulated  ${rateText(perSecond)} events/s`;
  return `${pieces}  ${state.label}${simulated}${left}`;
}

/** A progress line on a terminal: `write` goes to its standard error, `now` is wall-clock ms. */
export function progressLine(terminal: {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
  readonly now: () => number;
}): ProgressLine {
  if (!terminal.isTerminal) return { show: () => undefined, clear: () => undefined };
  const begun = terminal.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    show(state) {
      const now = terminal.now();
      if (now - drawn < redrawMillis) return;
      drawn = now;
      shown = true;
      terminal.write(`\r\u001b[2K${progressText(state, now - begun).slice(0, Math.max(10, terminal.columns - 1))}`);
    },
    clear() {
      if (shown) terminal.write('\r\u001b[2K');
      shown = false;
    },
  };
}
