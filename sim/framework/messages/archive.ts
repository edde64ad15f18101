import type { Sealed } from '../crypto.ts';
import type { DataClass } from '../datum.ts';
import type { Cards } from './card.ts';

/** Features of a room over a window of time, from which occupancy is estimated. Empty features are null. */
export interface RoomWindow {
  readonly room: number;
  /** Index of the window since the start of the run. */
  readonly window: number;
  readonly temperature: number | null;
  readonly humidity: number | null;
  readonly light: number | null;
  readonly co2: number | null;
  /** Share of motion reports that saw motion: personal data, which the estimate does not need. */
  readonly motion: number | null;
  /** The features, sealed under a key of the subject, where whoever keeps the record need not read it: they are null then. */
  readonly sealed?: Sealed;
}

/** Class of a window's content: what tells of motion tells of people. */
export const classOfWindow = (record: RoomWindow): DataClass => (record.motion === null ? 'operational' : 'personal');

/** What is said to a storage and by it. */
export interface ArchiveBodies {
  /** A record for the archive. `key` is unique at the storage. */
  keep: { readonly key: string; readonly record: RoomWindow };
  /** Asks for archived records of a room from window `first` on; with the number of the asker's session, where sessions are in use. */
  query: { readonly room: number; readonly first: number; readonly person: number; readonly session?: number };
  records: { readonly room: number; readonly records: readonly RoomWindow[] };
}

/** What is to be known of these kinds. */
export const archiveCards: Cards<ArchiveBodies> = {
  keep: { bytes: 72, classOf: ({ record }) => classOfWindow(record) },
  query: {
    bytes: 24,
    acts: true,
    askedBy: ({ person }) => person,
    over: ({ room }) => room,
    scope: () => 'query',
    beyond: ({ session }) => (session === undefined ? 0 : 16),
  },
  records: {
    bytes: 640,
    classOf: ({ records }) =>
      records.some((record) => classOfWindow(record) === 'personal') ? 'personal' : 'operational',
    dataIn: ({ records }) => records.length,
  },
};
