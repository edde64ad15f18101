/** Words about people who meet: what a component knows of a meeting, and what truth says of one. */

/**
 * A listener is about to meet what somebody says or shows: all that the component in between knows of the two. Of whom nothing is
 * known, the worst is assumed in every role.
 */
export interface Meeting {
  /** Rank of the highest rating that is for the listener. */
  readonly mostRating: number;
  /** It is meant for this listener alone, not for all who are near. */
  readonly contact: boolean;
  /** One of the two may be a minor and the other may be none. */
  readonly apart: boolean;
  /** A guardian agrees to contact between them, now. */
  readonly agreed: boolean;
  /** The listener wants to meet nothing of this speaker. */
  readonly barred: boolean;
}

/** What a person met, as the facts tell it. */
export interface Met {
  readonly person: number;
  readonly speaker: number;
  /** Number of the work that was said or shown; -1 where there was none. */
  readonly content: number;
  /** It was meant for this person alone. */
  readonly contact: boolean;
}

/**
 * What was wrong with a meeting, on ground truth: content above the person's age; contact with somebody whom no guardian has
 * ever allowed, or does not allow any more; somebody whom the person barred.
 */
export type MeetingFault = 'content' | 'stranger' | 'withdrawn' | 'barred';
