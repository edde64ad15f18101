import { useState } from 'preact/hooks';
import type { EntryKind, FeedEntry } from '../../../metrics/results/feed.ts';
import { numberText } from '../../report/number-text.ts';
import { entriesOf } from '../sight.ts';
import { useDesk } from './use-model.ts';
import { clockText, type View } from './view.ts';

/** Entries that are listed: more are found by going back in time. */
const mostListed = 120;

const kinds: readonly { readonly id: string; readonly label: string; readonly shows: readonly EntryKind[] | null }[] = [
  { id: 'everything', label: 'everything', shows: null },
  { id: 'broken', label: 'goals and breaches', shows: ['success', 'violation'] },
  { id: 'noticed', label: 'alarms and refusals', shows: ['alarm', 'refusal'] },
  { id: 'steps', label: 'steps of attackers', shows: ['step'] },
  { id: 'range', label: 'the range itself', shows: ['restart', 'revocation'] },
];

const kindWords: Readonly<Record<EntryKind, string>> = {
  success: 'goal',
  violation: 'breach',
  alarm: 'alarm',
  step: 'step',
  refusal: 'refusal',
  restart: 'restart',
  revocation: 'revocation',
};

function Shape({ what }: { readonly what: EntryKind }) {
  switch (what) {
    case 'success':
      return <path d="M0 -6L1.8 -1.9L6.2 -1.5L2.9 1.4L3.9 5.8L0 3.4L-3.9 5.8L-2.9 1.4L-6.2 -1.5L-1.8 -1.9Z" />;
    case 'violation':
      return <path d="M0 -6L5.8 4.4H-5.8Z" />;
    case 'alarm':
      return <rect x="-4.2" y="-4.2" width="8.4" height="8.4" rx="1" />;
    case 'step':
      return <circle r="3.4" />;
    case 'refusal':
      return (
        <>
          <circle r="4.8" />
          <path d="M-3.4 3.4L3.4 -3.4" />
        </>
      );
    case 'restart':
      return <path d="M-4.5 0A4.5 4.5 0 1 1 0 4.5M-4.5 0l-2.4 -2.6M-4.5 0l2.8 -2.2" />;
    case 'revocation':
      return <path d="M-4 -4L4 4M4 -4L-4 4" />;
  }
}

const keyOf = ({ atSeconds, what, cause, text }: FeedEntry): string => `${atSeconds} ${what} ${cause} ${text}`;

/** What attackers did, what broke and what was noticed, the newest first. */
export function LogList({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const [kind, choose] = useState('everything');
  const shows = kinds.find(({ id }) => id === kind)!.shows;
  const entries = entriesOf(
    { ...view.all, cause: view.cause },
    ({ what }) => shows === null || shows.includes(what),
    mostListed,
  );
  const unlisted = view.frames.slice(0, view.shown).reduce((sum, frame) => sum + frame.unlisted, 0);
  return (
    <section aria-labelledby="log-title">
      <div class="section-head">
        <h2 id="log-title">Attack and detection</h2>
        <label for="log-kind" class="unseen">
          Entries shown
        </label>
        <select id="log-kind" value={kind} onChange={(event) => choose(event.currentTarget.value)}>
          {kinds.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {entries.length === 0 ? (
        <p class="note">Nothing of the kind has happened yet.</p>
      ) : (
        <div class="scroll tall" tabIndex={0} role="region" aria-label="Log of attack and detection">
          <ol class="log">
            {entries.map((entry) => (
              <li key={keyOf(entry)}>
                <button type="button" class="when" onClick={() => model.change({ at: Math.max(0, entry.atSeconds) })}>
                  {clockText(entry.atSeconds)}
                </button>
                <svg
                  viewBox="-8 -8 16 16"
                  width="15"
                  height="15"
                  role="img"
                  aria-label={kindWords[entry.what]}
                  class={`happening ${entry.what}`}
                >
                  <Shape what={entry.what} />
                </svg>
                <span class="who">{view.heading.causes[entry.cause]!.id}</span>
                <span class="what">
                  {entry.text}
                  {entry.count > 1 && <span class="repeated"> × {numberText(entry.count)}</span>}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
      {unlisted > 0 && (
        <p class="note">{numberText(unlisted)} more found no room in the log; they are in the counts.</p>
      )}
    </section>
  );
}
