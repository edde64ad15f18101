import type { Control } from '../framework/control.ts';
import type { Move } from '../framework/messages/roaming.ts';
import type { Travel } from '../framework/messages/travel.ts';
import { ownWord } from './own-word.ts';

/** C48: a thing or an avatar is handed over only by its own signed wish, whoever passes it on. Stops A49 and A06 where they forge hand-overs (R5). */
export const thingConsent: Control = {
  id: 'C48',
  name: 'thing-consent',
  summary:
    'A thing, or a person for its avatar, signs its wish to go to another platform with the state in which it leaves; each platform on the way checks the signature.',
  groups: ['R5', 'R4'],
  rung: 'access',
  layer: 'right',
  step: 5,
  places: ['RP-T', 'RP-A', 'RP-X'],
  limits:
    'Says that the thing or person wanted to go, not that it is still where it was, nor when the wish is too old: an old one can be passed on again, and counts only if the thing or person itself then comes by it. What a platform holds of it beside that wish is not covered (what it vouches for of a person, for one), and no platform can be made to pass a wish on.',
  source:
    'Signed in the manner of a proof-of-possession token (RFC 9200), by the key that proves the thing in channels; that a credential goes with each wish: assumption.',
  stand: (ground) =>
    ownWord(ground, {
      has: (kind) => kind === 'move' || kind === 'travel',
      // Who, where to, since when, in which state.
      covered: ({ kind, subject, body }) => {
        if (kind === 'travel') {
          const { platform, at, barred } = body as Travel;
          return [kind, subject, platform, at, barred];
        }
        const { platform, at, quantity, value } = body as Move;
        return ['move', subject, platform, at, quantity, value];
      },
    }),
};
