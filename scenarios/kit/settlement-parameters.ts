import { amount, count, day } from './parameters.ts';

/** What settles on a ledger and how fast, wherever there is one; a scenario spreads this among its own parameters. */
export const settlementParameters = {
  walletAssets: count('Virtual assets in each of these wallets', 8, { least: 1, most: 200 }),
  lures: count('Virtual assets in the wallet of an attacker', 60, { least: 1, most: 2000 }),
  blockSeconds: amount('s', 'Mean time between two blocks of the ledger, exponential', 2, { least: 0.1, most: 600 }),
  bringEverySeconds: amount('s', 'Mean time between two assets that a person brings', 60, { least: 0.1, most: day }),
  againSeconds: amount('s', 'Time after which an entry of which no block was told is said again', 10, {
    least: 1,
    most: 600,
  }),
  tradeSeconds: amount('s', 'How long a buyer waits for what was paid for', 120, { least: 1, most: day }),
  statementSeconds: amount('s', 'Time between two statements of the ledger', 10, { least: 1, most: day }),
  ledgerMillis: amount('ms', 'Mean latency between two nodes of the ledger, one way', 17, {
    least: 0,
    most: 60_000,
    source: 'Hong Kong - Singapore 34 ms round trip (AWS region latency matrix)',
  }),
};
