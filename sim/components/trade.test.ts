import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AssetBodies, LedgerEntry, Settled } from '../framework/messages/assets.ts';
import { anyAsset } from '../framework/messages/assets.ts';
import { freeMicros } from './ledger-books.ts';
import type { KeeperState } from './keeper-state.ts';
import { stage } from './keeper-state.ts';
import { subjectOfAsset } from './market.ts';
import type { Driven } from './testing/recording-io.ts';
import {
  PostOffice,
  avatarNodes,
  firstPerson,
  keeperNodes,
  keeperOf,
  ledgerOf,
  ledgerNodes,
  market,
  openingMicros,
} from './testing/small-market.ts';

const [ann, , ben] = [0, 1, 2].map((account) => firstPerson + account) as [number, number, number];
const finalDepth = 3;

/** Two keepers that count what lies three blocks deep and have payments confirmed, one node of a ledger, and avatars that confirm. */
class Mall {
  readonly node = ledgerOf(0, 1);
  readonly keepers = [keeperOf(0), keeperOf(1)] as const;
  readonly office: PostOffice;
  readonly wished = new Set<number>();
  private seen = 0;

  constructor(depth = finalDepth, confirm = true) {
    for (const { io } of this.keepers) io.obliges = { ...io.obliges, depth, confirm };
    this.office = new PostOffice([this.node, ...this.keepers]);
  }

  offer(person: number, priceMicros: number): void {
    const body = { asset: anyAsset, version: 0, priceMicros, person };
    this.say('offer', person, body);
  }

  buy(person: number, priceMicros: number, wish: number): void {
    this.wished.add(wish);
    this.say('buy', person, { priceMicros, wish, person });
  }

  /** Avatars hear what was said to them: whoever wished for a purchase confirms it. */
  answerCharges(): void {
    const { out } = this.office;
    for (; this.seen < out.length; this.seen++) {
      const { said } = out[this.seen]!;
      if (said.kind !== 'charge') continue;
      const { payment, wish, code, person } = said.body as AssetBodies['charge'];
      if (this.wished.has(wish)) this.say('confirm', person, { payment, wish, code, person });
    }
  }

  /** Everything comes, for so many seconds. */
  calm(forSeconds: number): void {
    for (let waited = 0; waited < forSeconds; waited++) {
      this.office.pass(1e9);
      this.office.bringAll();
      this.answerCharges();
      this.office.bringAll();
    }
  }

  /** Purchases that came to an end, as the buyers' avatars were told. */
  get answers(): readonly number[] {
    return this.office.out
      .filter(({ said }) => said.kind === 'answer' && said.how === 'send')
      .map(({ said }) => (said.body as AssetBodies['confirm'] & { readonly done: number }).done);
  }

  said(kind: 'transfer'): readonly LedgerEntry[] {
    return this.keepers.flatMap(({ io }) =>
      io.said.filter((one) => one.kind === kind).map((one) => one.body as LedgerEntry),
    );
  }

  say(kind: 'offer' | 'buy' | 'confirm', person: number, body: object): void {
    const shop = person < firstPerson + 2 ? 0 : 1;
    const message = { kind, from: avatarNodes[shop], subject: person, body, point: 'RP-M' };
    this.office.hand(keeperNodes[shop], message as unknown as Parameters<PostOffice['hand']>[1]);
  }
}

const holders = (keepers: readonly Driven<KeeperState>[]): readonly string[] =>
  keepers.flatMap(({ state }) =>
    Array.from({ length: market.assets }, (_, asset) => asset)
      .filter((asset) => state.holder[asset]! >= 0)
      .map((asset) => `${asset} version ${state.version[asset]}`),
  );

describe('trade between keepers', () => {
  test('an asset changes its platform and its price the other way, each once it is final', () => {
    const mall = new Mall();
    mall.calm(5);
    mall.offer(ann, 70);
    mall.calm(1);
    mall.buy(ben, 100, 5);
    mall.calm(1);
    expect(mall.keepers[0].state.holder[0]).toBe(ann);
    mall.calm(60);
    expect(mall.answers).toEqual([1]);
    expect([mall.keepers[0].state.holder[0], mall.keepers[1].state.holder[0]]).toEqual([-1, ben]);
    const { tipBooks } = mall.node.state.chain[0]!;
    expect([tipBooks.balanceMicros[0], tipBooks.balanceMicros[2]]).toEqual([openingMicros + 70, openingMicros - 70]);
    const uses = mall.keepers.flatMap(({ io }) => io.used);
    for (const { purpose, circumstances } of uses)
      if (purpose === 'settlement' || purpose === 'income')
        expect(circumstances.depth).toBeGreaterThanOrEqual(finalDepth);
    expect(uses.filter(({ purpose }) => purpose === 'payment')).toEqual([
      { purpose: 'payment', circumstances: { confirmed: true, spentMicros: 70 } },
    ]);
  });

  test('within one platform it is the same, and nothing is said to another', () => {
    const mall = new Mall();
    mall.calm(5);
    mall.offer(ann, 70);
    mall.buy(firstPerson + 1, 100, 5);
    mall.calm(60);
    expect(mall.answers).toEqual([1]);
    expect(mall.keepers[0].state.holder[0]).toBe(firstPerson + 1);
    expect(mall.keepers[0].io.said.filter(({ kind }) => kind === 'order')).toEqual([]);
  });

  test('nothing is paid that the payer has not confirmed with the code that only the payer was sent', () => {
    const mall = new Mall();
    mall.calm(5);
    mall.offer(ann, 70);
    mall.calm(1);
    mall.buy(ben, 100, 5);
    mall.wished.delete(5);
    const charge = mall.office.out.find(({ said }) => said.kind === 'charge')!.said.body as AssetBodies['charge'];
    for (const code of [charge.code + 1, 0, NaN]) mall.say('confirm', ben, { ...charge, code });
    mall.calm(60);
    expect(mall.said('transfer')).toEqual([]);
    expect(mall.answers).toEqual([0]);
  });

  test('what costs more than the buyer would pay, or has, is not bought', () => {
    const mall = new Mall();
    mall.calm(5);
    mall.offer(ann, openingMicros + 1);
    mall.calm(1);
    mall.buy(ben, 100, 5);
    mall.buy(ben, 2 * openingMicros, 6);
    mall.calm(60);
    const refused = mall.keepers[1].io.said.filter(({ kind, how }) => kind === 'answer' && how === 'reply');
    expect(refused.map(({ body }) => body)).toEqual([{ done: 0 }, { done: 0 }]);
  });

  test('a price that was paid for what is not set aside for the payer goes back', () => {
    const mall = new Mall();
    mall.calm(5);
    const paid: LedgerEntry = { move: 'payment', asset: 0, version: 1, from: ben, to: ann, amountMicros: 5 };
    mall.office.hand(ledgerNodes[0], {
      kind: 'transfer',
      from: keeperNodes[1],
      subject: subjectOfAsset(0),
      body: paid,
    });
    mall.calm(60);
    expect(mall.said('transfer')).toMatchObject([{ move: 'refund', asset: 0, to: ben, amountMicros: 5 }]);
    const { tipBooks } = mall.node.state.chain[0]!;
    expect([tipBooks.owner[0], tipBooks.balanceMicros[0], tipBooks.balanceMicros[2]]).toEqual([
      0,
      openingMicros,
      openingMicros,
    ]);
    // The asset can be sold all the same.
    mall.offer(ann, 70);
    mall.calm(1);
    mall.buy(ben, 100, 6);
    mall.calm(60);
    expect(mall.answers).toEqual([1]);
  });

  test('where nothing asks for depth an asset counts at once, and is let go where its entry is void', () => {
    const mall = new Mall(0);
    mall.calm(5);
    const keeper = mall.keepers[1];
    const settled: Settled = { move: 'asset', asset: 4, version: 1, from: -1, to: ben, amountMicros: 0, depth: 0 };
    const hear = (depth: number): unknown =>
      keeper.hear({ kind: 'settled', from: ledgerNodes[0], subject: subjectOfAsset(4), body: { ...settled, depth } });
    hear(0);
    expect(keeper.state.holder[4]).toBe(ben);
    hear(-1);
    expect(keeper.state.holder[4]).toBe(-1);
    // Nor does a keeper believe anybody but its node of the ledger.
    keeper.hear({ kind: 'settled', from: 99, subject: subjectOfAsset(4), body: { ...settled, depth: 9 } });
    expect(keeper.state.holder[4]).toBe(-1);
  });

  test('a keeper that a control stops counts nothing and pays nothing', () => {
    const mall = new Mall();
    for (const { io } of mall.keepers) io.allows = () => false;
    mall.calm(10);
    expect(holders(mall.keepers)).toEqual([]);
  });

  test('a keeper that restarts learns from the ledger what it keeps, and ends what was paid', () => {
    const mall = new Mall();
    mall.calm(5);
    mall.offer(ann, 70);
    mall.calm(1);
    mall.buy(ben, 100, 5);
    mall.calm(1);
    mall.office.restart(keeperNodes[0]);
    mall.calm(120);
    // Its offers are gone, so the price goes back.
    expect(mall.answers).toEqual([0]);
    expect(mall.keepers[0].state.holder[0]).toBe(ann);
    const { tipBooks } = mall.node.state.chain[0]!;
    expect([...tipBooks.balanceMicros]).toEqual(new Array(market.count).fill(openingMicros));
  });

  test('whatever is lost, doubled, reordered, late and restarted: no version in two hands, every purchase ends, the books agree', () => {
    const step = fc.record({
      do: fc.constantFrom('bring', 'bring', 'bring', 'again', 'lose', 'pass', 'offer', 'buy', 'confirm', 'restart'),
      which: fc.nat(10_000),
    });
    let done = 0;
    let notDone = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 150 }), (steps) => {
        const mall = new Mall();
        mall.calm(5);
        const { office, keepers, node } = mall;
        let restarts = 0;
        for (const { do: what, which } of steps) {
          const place = office.open.length === 0 ? 0 : which % office.open.length;
          const person = firstPerson + (which % 4);
          if (what === 'bring') office.bring(place);
          else if (what === 'again') office.bring(place, 'again');
          else if (what === 'lose') office.open.splice(place, 1);
          else if (what === 'pass') office.pass(which * 1e6);
          else if (what === 'offer') mall.offer(person, 1 + (which % 90));
          else if (what === 'buy') mall.buy(person, 1 + (which % 150), which);
          else if (what === 'confirm') mall.answerCharges();
          else if (which % 5 === 0) {
            restarts++;
            office.restart([...keeperNodes, ledgerNodes[0]][which % 3]!);
          }
          const held = holders(keepers);
          expect(new Set(held).size).toBe(held.length);
          const { balanceMicros } = node.state.chain[0]!.tipBooks;
          expect(balanceMicros.reduce((sum, micros) => sum + micros, 0)).toBe(openingMicros * market.count);
        }
        mall.calm(240);
        const { tipBooks } = node.state.chain[0]!;
        for (const [shop, { state, io }] of keepers.entries()) {
          expect([...state.stage].filter((one) => one !== stage.free)).toEqual([]);
          expect(state.leaving.filter((entry) => entry !== null)).toEqual([]);
          for (let asset = 0; asset < market.assets; asset++) {
            const owner = tipBooks.owner[asset]!;
            const own = market.speaker[owner] === (io.node as number);
            expect([shop, asset, state.holder[asset]]).toEqual([shop, asset, own ? firstPerson + owner : -1]);
          }
          for (let account = shop * 2; account < shop * 2 + 2; account++)
            expect(state.balanceMicros[account]).toBe(freeMicros(tipBooks, account));
        }
        expect(tipBooks.payer.every((payer) => payer === -1)).toBe(true);
        // Nobody has paid more often than it has confirmed.
        const payments = new Set(
          mall
            .said('transfer')
            .filter(({ move }) => move === 'payment')
            .map(({ asset, version }) => `${asset} ${version}`),
        );
        const confirmed = keepers.flatMap(({ io }) => io.used).filter(({ purpose }) => purpose === 'payment');
        expect(payments.size).toBeLessThanOrEqual(confirmed.length);
        if (restarts === 0) {
          done += mall.answers.filter((one) => one === 1).length;
          notDone += mall.answers.filter((one) => one === 0).length;
        }
      }),
      { numRuns: 100, seed: 5 },
    );
    expect(done).toBeGreaterThan(20);
    expect(notDone).toBeGreaterThan(5);
  });
});
