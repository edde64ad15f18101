import type { Sealed } from '../../framework/crypto.ts';
import type { DataClass } from '../../framework/datum.ts';
import type { Point } from '../../framework/figure.ts';
import type { Bodies, Kind } from '../../framework/message.ts';

/** A message in flight: what controls see as `WireMessage` and components as `Message`. Pooled; holds no truth. */
export class Envelope {
  kind: Kind = 'report';
  point: Point = 'RP-T';
  from = -1;
  via = -1;
  to = -1;
  number = 0;
  re = 0;
  subject = -1;
  dataClass: DataClass = 'public';
  body: Bodies[Kind] | null = null;
  sealed: Sealed | null = null;
  marks: unknown[];
  sizeBytes = 0;
  urgent = false;
  record: 'none' | 'intact' | 'broken' = 'none';

  constructor(marks: number) {
    this.marks = new Array<unknown>(marks).fill(undefined);
  }
}
