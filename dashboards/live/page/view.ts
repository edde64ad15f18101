import type { FeedHeading, Frame } from '../../../metrics/results/feed.ts';
import { endOf, framesUntil, type Glance } from '../sight.ts';
import type { Model } from './model.ts';

/** What all parts of the page show: a moment of a run, the frames up to it, and whose doings. */
export interface View {
  readonly heading: FeedHeading;
  readonly frames: readonly Frame[];
  /** Frames that are over at the moment that is looked at. */
  readonly shown: number;
  /** That moment, simulated seconds. */
  readonly seconds: number;
  /** As far as the run has come. */
  readonly comeSeconds: number;
  /** End of the time axis. */
  readonly untilSeconds: number;
  readonly following: boolean;
  readonly cause: number | null;
  /** Since the start, or the last moments only. */
  readonly counts: Glance;
  /** The last moments before the one that is looked at, and how long they are. */
  readonly recent: Glance;
  readonly recentSeconds: number;
  /** Since the start, whoever did it. */
  readonly all: Glance;
}

/** How long "just now" is, as a share of a run. */
const recentShare = 1 / 30;

/** The model as it is to be shown; null before the first run. */
export function viewOf({ heading, history, at, cause, window, state }: Model): View | null {
  if (heading === null) return null;
  const { frames } = history;
  const last = frames.at(-1);
  const comeSeconds = last === undefined ? 0 : endOf(last, heading);
  const seconds = Math.min(at ?? comeSeconds, comeSeconds);
  const shown = at === null ? frames.length : framesUntil(frames, heading, seconds);
  const untilSeconds = heading.untilSeconds ?? Math.max(60, comeSeconds * 1.05, state.simulatedSeconds);
  const wanted =
    heading.intervalSeconds * Math.max(1, Math.round((untilSeconds * recentShare) / heading.intervalSeconds));
  const first = framesUntil(frames, heading, Math.max(0, seconds - wanted));
  const recent: Glance = { frames, from: Math.min(first, shown), to: shown, cause };
  const start: Glance = { frames, from: 0, to: shown, cause };
  return {
    heading,
    frames,
    shown,
    seconds,
    comeSeconds,
    untilSeconds,
    following: at === null,
    cause,
    counts: window === 'start' ? start : recent,
    recent,
    recentSeconds: Math.min(wanted, Math.max(heading.intervalSeconds, seconds)),
    all: { ...start, cause: null },
  };
}

/** Simulated time on a clock: 02:31.5, or 1:02:31.5. */
export function clockText(seconds: number): string {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor(tenths / 600) % 60;
  const rest = `${two(minutes)}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
