import { seconds } from '../framework/time.ts';
import { ticksOf } from './freshness.ts';

/** Clocks of a house are taken to disagree by less than this when old entries are cleared away (assumption). */
const clearingSlackNs = seconds(60);

/**
 * Numbers that were seen lately, by session: one open-addressed table in typed arrays, so that a million quiet sessions cost
 * nothing. An entry counts for `memoryNs` on the clock of who saw it; older ones are cleared when the table would grow.
 */
export class RecentNumbers {
  private readonly memory: number;
  private readonly kept: number;
  private used = 0;
  private sessions = new Int32Array(256).fill(-1);
  private numbers = new Int32Array(256);
  private lives = new Int32Array(256);
  private seen = new Int32Array(256);

  constructor(memoryNs: number) {
    this.memory = ticksOf(memoryNs);
    this.kept = ticksOf(memoryNs + clearingSlackNs);
  }

  /** Remembers a number; false when this life of the session's node has seen it within the memory. */
  add(session: number, number: number, life: number, nowNs: number): boolean {
    const now = ticksOf(nowNs);
    const place = this.find(session, number, life);
    if (this.sessions[place] === session) {
      const seenLately = now - this.seen[place]! <= this.memory;
      if (!seenLately) this.seen[place] = now;
      return !seenLately;
    }
    this.enter(place, session, number, life, now);
    if (this.used * 2 > this.sessions.length) this.clear(now);
    return true;
  }

  /** Places taken now, for tests of its bound. */
  get size(): number {
    return this.used;
  }

  private find(session: number, number: number, life: number): number {
    const mask = this.sessions.length - 1;
    let place = mix(session, number) & mask;
    while (this.sessions[place]! >= 0) {
      if (this.numbers[place] === number && this.sessions[place] === session && this.lives[place] === life) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  private enter(place: number, session: number, number: number, life: number, seen: number): void {
    this.sessions[place] = session;
    this.numbers[place] = number;
    this.lives[place] = life;
    this.seen[place] = seen;
    this.used++;
  }

  private clear(now: number): void {
    const { sessions, numbers, lives, seen } = this;
    let alive = 0;
    for (let at = 0; at < sessions.length; at++) if (sessions[at]! >= 0 && now - seen[at]! <= this.kept) alive++;
    let size = 256;
    while (size < alive * 4) size *= 2;
    this.sessions = new Int32Array(size).fill(-1);
    this.numbers = new Int32Array(size);
    this.lives = new Int32Array(size);
    this.seen = new Int32Array(size);
    this.used = 0;
    for (let at = 0; at < sessions.length; at++) {
      if (sessions[at]! < 0 || now - seen[at]! > this.kept) continue;
      const place = this.find(sessions[at]!, numbers[at]!, lives[at]!);
      this.enter(place, sessions[at]!, numbers[at]!, lives[at]!, seen[at]!);
    }
  }
}

const mix = (session: number, number: number): number => {
  let mixed = Math.imul(session, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & 0x7fffffff;
};
