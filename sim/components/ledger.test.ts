import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../framework/messages/assets.ts';
import { entryKey, enter, freeMicros, mayFollow, openingBooks } from './ledger-books.ts';
import { tipHeight } from './ledger-chain.ts';
import type { LedgerState } from './ledger.ts';
import { subjectOfAsset } from './market.ts';
import {
  PostOffice,
  firstPerson,
  keeperNodes,
  ledgerNodes,
  ledgerOf,
  market,
  openingMicros,
  walletPerson,
} from './testing/small-market.ts';
import type { Driven } from './testing/recording-io.ts';

const [ann, ben, eve] = [firstPerson, firstPerson + 2, walletPerson];
const all = openingMicros * market.count;

const moved = (asset: number, from: number, to: number, version = 1): LedgerEntry => ({
  move: 'asset',
  asset,
  version,
  from,
  to,
  amountMicros: 0,
});
const paid = (asset: number, from: number, to: number, amountMicros: number, version = 1): LedgerEntry => ({
  move: 'payment',
  asset,
  version,
  from,
  to,
  amountMicros,
});
const transfer = (entry: LedgerEntry, from: number) => ({
  kind: 'transfer' as const,
  point: 'RP-L' as const,
  from,
  subject: subjectOfAsset(entry.asset),
  body: entry,
});

describe('books of a ledger', () => {
  const after = (...entries: readonly LedgerEntry[]): readonly boolean[] => {
    const books = openingBooks(market);
    return entries.map((entry) => {
      const may = mayFollow(books, market, entry);
      if (may) enter(books, market, entry);
      return may;
    });
  };

  test('a version of an asset is spent once, by its owner', () => {
    expect(after(moved(0, ben, ann))).toEqual([false]);
    expect(after(moved(0, ann, ben), moved(0, ann, eve), moved(0, ben, eve, 2))).toEqual([true, false, true]);
  });

  test('an asset is paid for once, by who can, to who owns it', () => {
    expect(after(paid(0, ben, ann, openingMicros + 1))).toEqual([false]);
    expect(after(paid(0, ben, eve, 5))).toEqual([false]);
    expect(after(paid(0, ben, ann, 5), paid(0, eve, ann, 6))).toEqual([true, false]);
    for (const amount of [0, -1, 0.5, NaN, Infinity]) expect(after(paid(0, ben, ann, amount))).toEqual([false]);
  });

  test('what is paid for goes to who has paid, or the price goes back whole, not both', () => {
    const price = paid(0, ben, ann, 5);
    const back = { ...paid(0, ann, ben, 5), move: 'refund' as const };
    expect(after(price, moved(0, ann, eve))).toEqual([true, false]);
    expect(after(price, moved(0, ann, ben), back)).toEqual([true, true, false]);
    expect(after(price, back, back, moved(0, ann, ben))).toEqual([true, true, false, false]);
    expect(after(price, { ...back, amountMicros: 4 })).toEqual([true, false]);
    expect(after(back)).toEqual([false]);
  });

  test('a price is free only once the asset has left', () => {
    const books = openingBooks(market);
    enter(books, market, paid(0, ben, ann, 5));
    expect([freeMicros(books, 0), freeMicros(books, 2)]).toEqual([openingMicros, openingMicros - 5]);
    enter(books, market, moved(0, ann, ben));
    expect(freeMicros(books, 0)).toBe(openingMicros + 5);
  });

  test('strangers, unknown assets and stated balances are never entered', () => {
    expect(after(moved(99, ann, ben), moved(-1, ann, ben), moved(0.5, ann, ben))).toEqual([false, false, false]);
    expect(after(moved(0, ann, 7), moved(0, ann, ann))).toEqual([false, false]);
    expect(after({ ...moved(0, ann, ben), move: 'balance' })).toEqual([false]);
  });

  test('entries that differ in what they spend, how, or for whom have different keys', () => {
    const entry = fc.record({
      move: fc.constantFrom('asset' as const, 'payment' as const, 'refund' as const),
      asset: fc.nat(65_535),
      version: fc.integer({ min: 1, max: 16_383 }),
      from: fc.nat(1_048_575),
      to: fc.nat(1_048_575),
      amountMicros: fc.constant(1),
    });
    const meaning = ({ move, asset, version, from, to }: LedgerEntry): string =>
      `${move} ${asset} ${version} ${move === 'payment' ? from : to}`;
    fc.assert(
      fc.property(entry, entry, (one, other) => {
        expect(entryKey(one) === entryKey(other)).toBe(meaning(one) === meaning(other));
        expect(Number.isSafeInteger(entryKey(one))).toBe(true);
      }),
    );
    expect(entryKey(moved(0, ann, ben, 20_000))).toBe(0);
  });
});

const booksHold = (node: Driven<LedgerState>): void => {
  const { tipBooks } = node.state.chain[0]!;
  expect(tipBooks.balanceMicros.reduce((sum, micros) => sum + micros, 0)).toBe(all);
  expect(Math.min(...tipBooks.balanceMicros)).toBeGreaterThanOrEqual(0);
  for (const owner of tipBooks.owner) expect(owner >= 0 && owner < market.count).toBe(true);
};

describe('nodes of a ledger', () => {
  test('who speaks for the accounts of an entry is told of it once, then each time that it lies deeper', () => {
    const node = ledgerOf(0, 1);
    const office = new PostOffice([node]);
    office.hand(node.io.node, transfer(moved(0, ann, ben), keeperNodes[0]));
    for (let waited = 0; waited < 60; waited++) office.pass(1e9);
    const told = (keeper: number): readonly unknown[] =>
      office.out
        .filter(({ said }) => said.to === keeper && said.kind === 'settled')
        .map(({ said }) => (said.body as { readonly depth: number }).depth);
    expect(told(keeperNodes[0])).toEqual([0, 1, 2, 3, 4]);
    expect(told(keeperNodes[1])).toEqual([0, 1, 2, 3, 4]);
  });

  test('an entry counts only from who speaks for the account that it takes from', () => {
    const node = ledgerOf(0, 1);
    const office = new PostOffice([node]);
    office.hand(node.io.node, transfer(moved(0, ann, ben), keeperNodes[1]));
    office.hand(node.io.node, transfer(moved(0, ann, ben), 999));
    office.pass(20e9);
    expect(node.state.chain[0]!.tipBooks.version[0]).toBe(1);
    expect(office.out.filter(({ said }) => said.kind === 'settled')).toEqual([]);
  });

  test('of two entries that spend one version one is in a block, and who wanted the other is told that it never will', () => {
    const node = ledgerOf(0, 1);
    const office = new PostOffice([node]);
    office.hand(node.io.node, transfer(moved(4, eve, ann), eve));
    office.hand(node.io.node, transfer(moved(4, eve, ben), eve));
    office.pass(20e9);
    const depths = (keeper: number): readonly number[] =>
      office.out
        .filter(({ said }) => said.to === keeper && said.kind === 'settled')
        .map(({ said }) => (said.body as { readonly depth: number }).depth);
    expect(depths(keeperNodes[0])).toContain(1);
    expect(depths(keeperNodes[1])).toEqual([0, -1]);
  });

  test('a block that is no node’s of the ledger, or that enters what may not be, changes nothing', () => {
    const node = ledgerOf(0, 2);
    const office = new PostOffice([node]);
    const block = { id: 1, parent: 0, height: 1, keys: [] as number[] };
    office.hand(node.io.node, { kind: 'block', from: 999, body: block });
    expect(tipHeight(node.state.chain[0]!)).toBe(0);
    office.hand(node.io.node, transfer(moved(4, eve, ann), eve));
    office.hand(node.io.node, transfer(moved(4, eve, ben), eve));
    const keys = [entryKey(moved(4, eve, ann)), entryKey(moved(4, eve, ben))];
    office.hand(node.io.node, { kind: 'block', from: ledgerNodes[1], body: { ...block, keys } });
    office.hand(node.io.node, { kind: 'block', from: ledgerNodes[1], body: { ...block, height: 2 } });
    expect(tipHeight(node.state.chain[0]!)).toBe(0);
    office.hand(node.io.node, { kind: 'block', from: ledgerNodes[1], body: { ...block, keys: keys.slice(1) } });
    expect([tipHeight(node.state.chain[0]!), node.state.chain[0]!.tipBooks.owner[4]]).toEqual([1, 2]);
  });

  test('a longer branch undoes a shorter one, and its entries wait again', () => {
    const node = ledgerOf(0, 2);
    const office = new PostOffice([node]);
    office.hand(node.io.node, transfer(moved(4, eve, ann), eve));
    office.hand(node.io.node, transfer(moved(4, eve, ben), eve));
    const [toAnn, toBen] = [entryKey(moved(4, eve, ann)), entryKey(moved(4, eve, ben))];
    const bring = (id: number, parent: number, height: number, keys: readonly number[]): void =>
      office.hand(node.io.node, { kind: 'block', from: ledgerNodes[1], body: { id, parent, height, keys } });
    bring(1, 0, 1, [toAnn]);
    bring(11, 0, 1, [toBen]);
    expect(node.state.chain[0]!.tipBooks.owner[4]).toBe(0);
    bring(12, 11, 2, []);
    expect(node.state.chain[0]!.tipBooks.owner[4]).toBe(2);
    bring(2, 1, 2, []);
    expect(node.state.chain[0]!.tipBooks.owner[4]).toBe(2);
  });

  test('whatever is lost, doubled, reordered and restarted between its nodes, money and assets are conserved, and in the end all agree', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('bring' as const), which: fc.nat(1000) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat(1000) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const), which: fc.nat(1000) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), which: fc.nat(3000) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), which: fc.nat(2) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('spend' as const), which: fc.nat(1000) }) },
    );
    let spent = 0;
    let branches = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        const nodes = [0, 1, 2].map((place) => ledgerOf(place, 3));
        const office = new PostOffice(nodes);
        for (const { do: what, which } of steps) {
          const place = office.open.length === 0 ? 0 : which % office.open.length;
          if (what === 'bring') office.bring(place);
          else if (what === 'again') office.bring(place, 'again');
          else if (what === 'lose') office.open.splice(place, 1);
          else if (what === 'pass') office.pass(which * 1e6);
          else if (what === 'restart') office.restart(ledgerNodes[which]!);
          else {
            const { tipBooks } = nodes[which % 3]!.state.chain[0]!;
            const asset = which % market.assets;
            const from = tipBooks.owner[asset]!;
            const to = (from + 1 + (which % 4)) % market.count;
            const entry = moved(asset, firstPerson + from, firstPerson + to, tipBooks.version[asset]);
            office.hand(ledgerNodes[which % 3]!, transfer(entry, market.speaker[from]!));
          }
          nodes.forEach(booksHold);
        }
        branches += new Set(nodes.map(({ state }) => state.chain[0]!.main.at(-1))).size - 1;
        // The storm is over: what is said from now on comes.
        for (let waited = 0; waited < 60; waited++) {
          office.pass(1e9);
          office.bringAll();
        }
        nodes.forEach(booksHold);
        const [first, ...others] = nodes.map(({ state }) => state.chain[0]!.tipBooks);
        for (const other of others)
          expect([...other.owner, ...other.version]).toEqual([...first!.owner, ...first!.version]);
        spent += first!.version.reduce((sum, version) => sum + version - 1, 0);
      }),
      { numRuns: 100, seed: 11 },
    );
    expect(spent).toBeGreaterThan(200);
    expect(branches).toBeGreaterThan(50);
  });
});
