import type { House } from './house.ts';
import type { StandingPost } from './post.ts';

/** Whether the controls at a session's receiver let what is marked as urgent be so, as it arrives there; its machine pays for the look. */
export function mayHurry(house: House, post: StandingPost, session: number, slot: number): boolean {
  const { standing, sessions, slots, machines } = house;
  const { hasteners, hastenerNumbers } = standing.chain(sessions.chain(session >> 1));
  post.atReceiver(session, slots.truth.label[slot]!);
  post.envelope = null;
  let may = true;
  for (let index = 0; may && index < hasteners.length; index++) {
    post.use(hastenerNumbers[index]!);
    may = hasteners[index]!(post.view);
  }
  if (post.spentNs > 0) machines.owe(sessions.receiver(session), post.spentNs);
  return may;
}
