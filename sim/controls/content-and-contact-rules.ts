import type { Control, Ground, Guard } from '../framework/control.ts';
import { ratings } from '../framework/messages/plaza.ts';
import type { Say } from '../framework/messages/plaza.ts';

const stand = ({ household }: Ground): Guard => ({
  inner(deed, at) {
    const { meeting } = deed.circumstances;
    if (deed.deed !== 'use' || meeting === undefined) return undefined;
    at.charge('policy');
    if (deed.body === null) return 'malformed';
    if (meeting.barred) return 'barred';
    const { content, rating } = deed.body as Say;
    // The stricter of what the author says and what the classifier finds.
    const found = content < 0 ? 0 : (household.ratingOf?.(content) ?? 0);
    if (Math.max(ratings.indexOf(rating), found) > meeting.mostRating) return 'above-age';
    return meeting.contact && meeting.apart && !meeting.agreed ? 'no-consent' : undefined;
  },
});

/** C31: what is said or shown reaches only those for whose age it is, and contact across the age line needs a guardian. Stops A47, and A46 with C25 (R5, R2). */
export const contentAndContactRules: Control = {
  id: 'C31',
  name: 'content-and-contact-rules',
  summary:
    'Nothing rated above a listener’s age is passed on to it, contact between a minor and anybody else needs its guardian’s consent, and who is barred is not heard.',
  groups: ['R5', 'R2'],
  rung: 'data',
  layer: 'deed',
  step: 44,
  places: ['use'],
  limits:
    'Knows of ages only what it is told (C25). Content that author and classifier both rate too low passes. A bar is against one account: the same person comes back under another. What is said within the rules can still do harm.',
  source:
    'Content classification and child protection of the public scope (slides); the three ratings and the rules: project-defined.',
  stand,
};
