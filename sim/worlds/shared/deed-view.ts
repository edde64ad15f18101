import type { Circumstances, Deed } from '../../framework/control.ts';
import type { Sealed } from '../../framework/crypto.ts';
import type { Purpose } from '../../framework/datum.ts';
import { askerOf, cardOf } from '../../framework/message.ts';
import type { Bodies, Draft, Kind } from '../../framework/message.ts';
import type { StoredBody } from '../../framework/stored.ts';

/** A deed under judgement; one object, reused. */
export class DeedView {
  deed: Deed['deed'] = 'use';
  purpose: Purpose = 'twin';
  subject = -1;
  dataClass: Draft['dataClass'] = 'public';
  kind: Kind | null = null;
  from = -1;
  body: Bodies[Kind] | StoredBody | null = null;
  sealed: Sealed | null = null;
  sizeBytes = 0;
  marks: unknown[] = [];
  circumstances: Circumstances = {};

  /** The person in whose name it is done; -1 where nobody is named. */
  get asker(): number {
    return this.kind === null || this.body === null ? -1 : (askerOf(this.kind, this.body as Bodies[Kind]) ?? -1);
  }

  /** The value that the datum in hand tells; 0 where it tells none. */
  get value(): number {
    return this.kind === null || this.body === null ? 0 : (cardOf(this.kind).value?.(this.body as Bodies[Kind]) ?? 0);
  }
}

/** No circumstances are known. */
export const unknown: Circumstances = {};
