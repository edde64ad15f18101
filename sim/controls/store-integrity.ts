import type { Control, Deed, Ground, Guard, Post } from '../framework/control.ts';
import type { Content, SecretKey, Tag } from '../framework/crypto.ts';
import type { Verdict } from '../framework/verdict.ts';
import { LaidTree } from './laid-tree.ts';

/** What lies beside a record: in which life of the control it was laid down, and a tag of the store over that and the record. */
interface LaidMark {
  readonly life: number;
  readonly tag: Tag;
}

interface Laid {
  readonly life: number;
  readonly tree: LaidTree;
}

/** A record as it lies on the medium: sealed where something seals it. A body is plain data, as the message contract says. */
const leafOf = ({ key, subject, sealed, body }: Deed): Content => [
  key,
  subject,
  sealed ?? (body as unknown as Content),
];

/** A mark off a medium may be anything. */
const markIn = (mark: unknown): LaidMark | undefined =>
  typeof mark === 'object' && mark !== null && 'life' in mark && 'tag' in mark ? (mark as LaidMark) : undefined;

const chargeWay = (height: number, at: Post): void => {
  for (let level = 0; level < height; level++) at.charge('hash');
};

const stand = ({ mark, suite }: Ground): Guard => {
  const laid = new Map<number, Laid>();
  const laidBy = (at: Post): Laid => {
    let own = laid.get(at.node);
    if (own === undefined) laid.set(at.node, (own = { life: at.draw(), tree: new LaidTree(suite.tree) }));
    return own;
  };

  const lay = (deed: Deed, key: SecretKey, at: Post): void => {
    const { life, tree } = laidBy(at);
    const leaf = leafOf(deed);
    tree.lay(deed.key, leaf);
    at.charge('mac', deed.sizeBytes);
    chargeWay(tree.height, at);
    const beside: LaidMark = { life, tag: suite.tag(key, [life, leaf]) };
    deed.marks[mark] = beside;
  };

  const judge = (deed: Deed, key: SecretKey, at: Post): Verdict => {
    const beside = markIn(deed.marks[mark]);
    const leaf = leafOf(deed);
    at.charge('mac', deed.sizeBytes);
    if (beside === undefined || !suite.checkTag(key, [beside.life, leaf], beside.tag)) return 'seal-broken';
    const { life, tree } = laidBy(at);
    // Of what was laid down in an earlier life no root is known: that it was laid here is all that can be said.
    if (beside.life !== life) return undefined;
    chargeWay(tree.height, at);
    return tree.holds(deed.key, leaf) ? undefined : 'not-current';
  };

  return {
    inner(deed, at) {
      if (deed.deed === 'erase') {
        const { tree } = laidBy(at);
        tree.erase(deed.key);
        chargeWay(tree.height, at);
        return undefined;
      }
      if (deed.deed !== 'store' && deed.deed !== 'load') return undefined;
      const key = at.keys.storageKey;
      if (key === null) return 'storage-key';
      if (deed.deed === 'load') return judge(deed, key, at);
      lay(deed, key, at);
      return undefined;
    },
  };
};

/** C51: what a store gives back is what it laid down last under that key. Stops A53 and, with C30, A29 (R2, R5). */
export const storeIntegrity: Control = {
  id: 'C51',
  name: 'store-integrity',
  summary:
    'What comes back from a medium counts only with the store’s own tag and, by a Merkle tree whose root its hardware keeps, as what was laid down last under its key and not erased since.',
  groups: ['R2', 'R4'],
  rung: 'data',
  layer: 'deed',
  step: 15,
  places: ['store'],
  limits:
    'What is missing is not noticed, and nothing brings it back: there is no backup. After the process of a store was killed, records of before count by their tag alone, so that an older one of theirs passes. Who has the store’s key can lay down what it likes.',
  source:
    'Merkle tree after RFC 9162 (2.1); a root in hardware that outlives a restart: assumption. The tag lies on the medium and crosses no wire.',
  stand,
};
