import type { Control } from '../framework/control.ts';
import type { Correlating } from '../framework/messages/correlation.ts';
import { ownWord } from './own-word.ts';

/**
 * C50: two identities are held for those of one thing only by the signed word of each, whoever passes it on. Stops A52 where platforms
 * put identities together that are not of one thing (R2).
 */
export const mapAgreement: Control = {
  id: 'C50',
  name: 'map-agreement',
  summary:
    'Each identity signs its word that another is of the same thing, and its taking it back; every node on the way to the correlation service checks the signature.',
  groups: ['R2', 'R5'],
  rung: 'access',
  layer: 'right',
  step: 8,
  places: ['RP-T', 'RP-D'],
  limits:
    'Shows that both identities agreed, not that one thing holds the keys of both: two things that want to be taken for one are. A word that a platform does not pass on is missing, and one that takes back another too: the other then counts to the end of its lease.',
  source:
    'Identity mapping and de-mapping with access control after the contents list of ITU-T Y.4462 (clause text not seen); signed as in C48; that a credential goes with each word: assumption.',
  stand: (ground) =>
    ownWord(ground, {
      has: (kind) => kind === 'map' || kind === 'demap',
      // Which identity, what about which other, and when.
      covered: ({ kind, subject, body }) => {
        const { other, at } = body as Correlating;
        return [kind, subject, other, at];
      },
    }),
};
