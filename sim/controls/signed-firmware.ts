import type { Control, Deed, Post } from '../framework/control.ts';
import { releasedContent } from '../framework/messages/maintenance.ts';
import type { Image } from '../framework/messages/maintenance.ts';
import type { Verdict } from '../framework/verdict.ts';

/** Longest image that a thing takes (assumption: more than the flash of most). */
const mostBytes = 1 << 26;

/** What an image is worth: the maker must have released just this code, and nothing newer may run already. */
function judge(deed: Deed, at: Post): Verdict {
  if (deed.kind !== 'image' || deed.body === null) return 'malformed';
  const image = deed.body as Image;
  const { makerKey } = at.trust;
  if (!(image.length >= 0 && image.length <= mostBytes)) return 'malformed';
  if (typeof image.signature !== 'object' || image.signature === null || makerKey === null) return 'not-released';
  at.charge('hash', image.length);
  at.charge('verify');
  if (!at.suite.verify(makerKey, releasedContent(image), image.signature)) return 'not-released';
  return image.version < (deed.circumstances.running ?? 0) ? 'stale' : undefined;
}

/** C37: a thing runs only code that its maker has signed, when it takes it and whenever it starts. Stops A21 and A22 (R1, R5). */
export const signedFirmware: Control = {
  id: 'C37',
  name: 'signed-firmware',
  title: 'signed firmware and secure boot',
  summary: 'A thing takes and starts only code that its maker has signed, and none older than what it runs.',
  groups: ['R1', 'R5'],
  rung: 'data',
  layer: 'deed',
  step: 22,
  places: ['act'],
  limits:
    'Does not mend a weak password: who knows it can still offer code. Judges images, not faults in signed code, nor code that is smuggled into memory past the update. A stolen key of the maker signs anything.',
  source:
    'After RFC 9019 (firmware updates for IoT) and the platform firmware guidance of NIST SP 800-193; public scope.',
  stand: () => ({
    inner: (deed, at) => (deed.deed === 'run' && at.role === 'device' ? judge(deed, at) : undefined),
  }),
};
