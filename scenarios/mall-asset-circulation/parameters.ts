import type { Size } from '../../sim/framework/scenario.ts';
import { settlementParameters } from '../kit/settlement-parameters.ts';
import { amount, count, day, houseParameters } from '../kit/parameters.ts';
import type { ValuesOf } from '../kit/parameters.ts';

const { staySeconds, awaySeconds, patienceSeconds, tokenSeconds, statusSeconds, credentialDays } = houseParameters;
const { latency, wanMillis, dataCentreMillis, personMillis, warmUpSeconds, durationSeconds } = houseParameters;

/** Every parameter with its meaning, unit, default, range and source. */
export const parameters = {
  platforms: count('Metaverse platforms that trade with each other', 3, { least: 2, most: 16 }),
  customers: count('Customers of each platform', 6, { least: 2, most: 2000 }),
  assets: count('Virtual assets that are kept for each customer at the beginning', 4, { least: 1, most: 20 }),
  wallets: count('Persons with a wallet of their own, who bring assets to customers', 3, { least: 0, most: 200 }),
  ...settlementParameters,
  ledgerNodes: count('Nodes of the ledger, with equal shares of the blocks', 3, { least: 2, most: 16 }),
  balance: amount('1', 'Money on each account at the beginning', 1000, { least: 1, most: 1e6 }),
  leastPrice: amount('1', 'Lowest price that is asked', 1, { least: 0.01, most: 1e6 }),
  mostPrice: amount('1', 'Highest price that is asked', 20, { least: 0.01, most: 1e6 }),
  offerEverySeconds: amount('s', 'Mean time between two offers of a customer', 15, { least: 0.1, most: day }),
  buyEverySeconds: amount('s', 'Mean time between two purchases of a customer', 30, { least: 0.1, most: day }),
  staySeconds: { ...staySeconds, default: 40 },
  awaySeconds: { ...awaySeconds, default: 15 },
  patienceSeconds,
  answerSeconds: amount('s', 'How long a platform waits for a payer, or for another platform', 10, {
    least: 1,
    most: 600,
  }),
  reserveSeconds: amount('s', 'How long an asset is set aside for who has ordered it', 90, { least: 1, most: day }),
  tokenSeconds,
  statusSeconds,
  credentialDays,
  latency,
  wanMillis,
  dataCentreMillis,
  personMillis,
  copyAgeMinutes: amount('min', 'Age of session keys that were copied, at the start', 5, { least: 0, most: 60 }),
  restartAtSeconds: amount('s', 'When the first keeper and the first node of the ledger restart; 0 for never', 0, {
    least: 0,
    most: 100 * day,
  }),
  warmUpSeconds,
  durationSeconds,
} as const;

/** Values of the parameters. */
export type MallParameters = ValuesOf<typeof parameters>;

/** The three sizes: seconds, minutes, a test of scale. */
export const sizes: Readonly<Record<Size, Partial<MallParameters>>> = {
  smoke: {},
  paper: {
    platforms: 6,
    customers: 40,
    wallets: 20,
    walletAssets: 20,
    lures: 400,
    ledgerNodes: 5,
    warmUpSeconds: 120,
    durationSeconds: 1800,
  },
  stress: {
    platforms: 10,
    customers: 300,
    wallets: 100,
    lures: 200,
    ledgerNodes: 5,
    warmUpSeconds: 20,
    durationSeconds: 120,
  },
};
