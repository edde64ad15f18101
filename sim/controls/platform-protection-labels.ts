import type { Control, Ground, Guard, Post } from '../framework/control.ts';
import { labelContent } from '../framework/label.ts';
import type { Label } from '../framework/label.ts';

const stand = ({ household }: Ground): Guard => {
  /** Labels whose signature held, by the party's trust, with the version of its roots by which it did. */
  const checked = new WeakMap<Post['trust'], Map<Label, number>>();
  const holds = (label: Label, at: Post): boolean => {
    const { trust, suite, now } = at;
    if (now > label.untilNs || !trust.accepts(label.issuer)) return false;
    const known = checked.get(trust) ?? new Map<Label, number>();
    if (known.get(label) === trust.version) return true;
    at.charge('verify');
    const content = labelContent(label);
    const roots = trust.roots.filter(({ name }) => name === label.issuer);
    if (!roots.some(({ publicKey }) => suite.verify(publicKey, content, label.signature))) return false;
    checked.set(trust, known.set(label, trust.version));
    return true;
  };
  return {
    inner(deed, at) {
      const { recipient } = deed.circumstances;
      if (deed.deed !== 'use' || recipient === undefined || household.asks === undefined) return undefined;
      at.charge('policy');
      const { subject, dataClass, purpose } = deed;
      const own = at.trust.labelOf(at.node);
      const theirs = at.trust.labelOf(recipient);
      // Within one party nothing leaves.
      if (own !== null && own === theirs) return undefined;
      const asked = household
        .asks({ subject, dataClass, purpose, recipient, nowNs: at.now })
        .filter((id) => own?.promises.includes(id) === true);
      if (asked.length === 0) return undefined;
      if (theirs === null || !holds(theirs, at)) return 'not-labelled';
      return asked.every((id) => theirs.promises.includes(id)) ? undefined : 'label-too-low';
    },
    judge(_offer, at, { own, agreed }) {
      const label = at.trust.labelOf(at.peer);
      if (label === null || !holds(label, at)) return undefined;
      at.charge('judge');
      const missed = own.some((id) => label.promises.includes(id) && !agreed.includes(id));
      return missed ? 'label-broken' : undefined;
    },
  };
};

/** C42: what a platform promises is labelled by an authority, asked for before data goes there, and held against the channel. Stops A50 (R2, R5). */
export const platformProtectionLabels: Control = {
  id: 'C42',
  name: 'platform-protection-labels',
  summary:
    'Data is passed on only to a platform whose label promises what the policy asks for; a channel that has less than the label promises does not open.',
  groups: ['R2', 'R5'],
  rung: 'framework',
  layer: 'deed',
  step: 46,
  places: ['RP-X', 'use'],
  alone: true,
  limits:
    'A label is the word of an authority on what it found when it looked. What stands at a channel is held against it; whether records are sealed on the medium, or consent is asked, nobody outside can see: who has more on its label than inside is believed there. The house asks for nothing that it does not have itself. What was passed on stays passed on when a label ends.',
  source:
    'Protection labels of platforms: CATALOGUE, C42 (public scope; clause text not seen); certified levels as in the conformity statements of EU 2019/881; which controls are asked for by class: policy of the house.',
  stand,
};
