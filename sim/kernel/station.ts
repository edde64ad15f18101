/** What a station is. */
export interface StationShape {
  /** Servers that work side by side; 0 is an outage. */
  readonly servers: number;
  /** Places to wait, besides those in service; Infinity for no bound. */
  readonly queueLimit: number;
  /** `fifo`, or `priority`: level by level, each first come first served, no service interrupted. */
  readonly discipline: 'fifo' | 'priority';
  /** Levels of a priority station, from 0, which is served first; at most 256. Default 4 (assumption). */
  readonly levels?: number;
}

/** What the model does at its stations. A job is a whole number that the model owns; it may use it again once it is done. */
export interface StationModel {
  /** Service of a job begins: returns its length in whole ns. */
  begin(station: number, job: number): number;
  /** Service has ended. The next begins when this returns, so `owe` and `hold` called here act on it. */
  done?(station: number, job: number): void;
  /** A job arrived, found all servers and places taken, and is gone. */
  lost?(station: number, job: number): void;
  /** A station that had refused an offer has room: offer until it refuses or nothing is left to offer. */
  room?(station: number): void;
}
