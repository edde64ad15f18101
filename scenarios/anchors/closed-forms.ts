import { normalCdf } from '../../sim/kernel/distributions/standard-normal.ts';

/**
 * Closed forms of queueing, renewal and race theory, as the anchors expect them. Rates are per second, times in
 * seconds.
 */

/** Mean wait of M/M/1: rho/(mu - lambda) (Erlang; D. G. Kendall 1953). */
export const singleServerWait = (lambda: number, mu: number): number => lambda / mu / (mu - lambda);

/** Share lost of M/G/c/c offered `a` erlang, Erlang B; the law of service does not matter (B. A. Sevastyanov 1957). */
export const erlangB = (servers: number, a: number): number => {
  let share = 1;
  for (let c = 1; c <= servers; c++) share = (a * share) / (c + a * share);
  return share;
};

/** Share that waits in M/M/c offered `a` erlang, Erlang C. */
const erlangC = (servers: number, a: number): number => {
  const lost = erlangB(servers, a);
  return (servers * lost) / (servers - a * (1 - lost));
};

/** Mean wait of M/M/c: C(c, a)/(c mu - lambda). */
export const manyServerWait = (servers: number, lambda: number, mu: number): number =>
  erlangC(servers, lambda / mu) / (servers * mu - lambda);

/** Mean wait of M/D/1 with unit service: rho/(2(1 - rho)) (Pollaczek-Khinchine). */
export const fixedServiceWait = (rho: number): number => rho / (2 * (1 - rho));

/** Mean time of n that come at once to one server, each served for the same time: (n + 1)/2 services. */
export const herdSojourn = (n: number, service: number): number => ((n + 1) / 2) * service;

/** Mean waits of M/M/1 with two priorities and no interruption, first before second (A. Cobham 1954). */
export const priorityWaits = (first: number, second: number, mu: number): readonly [number, number] => {
  const [rho1, rho] = [first / mu, (first + second) / mu];
  const residual = (first + second) / (mu * mu);
  return [residual / (1 - rho1), residual / ((1 - rho1) * (1 - rho))];
};

/** Mean time in a row of M/M/1 stations: the sum of 1/(mu - lambda) (J. R. Jackson 1957). */
export const tandemSojourn = (lambda: number, mus: readonly number[]): number =>
  mus.reduce((sum, mu) => sum + 1 / (mu - lambda), 0);

/**
 * Mean age of information of M/M/1, first come first served: (1/mu)(1 + 1/rho + rho^2/(1 - rho)) (Kaul, Yates,
 * Gruteser 2012).
 */
export const randomServiceAge = (rho: number, mu: number): number => (1 + 1 / rho + (rho * rho) / (1 - rho)) / mu;

/** Mean age of information of M/D/1 with unit service: 1/(2(1 - rho)) + 1/2 + (1 - rho)e^rho/rho (same source). */
export const fixedServiceAge = (rho: number): number => 1 / (2 * (1 - rho)) + 1 / 2 + ((1 - rho) * Math.exp(rho)) / rho;

/** Mean age where each of periodic reports is lost with chance p: T(1/(1 - p) - 1/2) (renewal). */
export const lossyReportAge = (period: number, p: number): number => period * (1 / (1 - p) - 1 / 2);

/** Mean time to detect where one looks once a period and finds what is there with chance p: T(1/p - 1/2) (renewal). */
export const pollDetection = (period: number, p: number): number => period * (1 / p - 1 / 2);

/** Mean exposure after a revocation where a list comes once a period and takes some time on its way: T/2 + d (renewal). */
export const pollExposure = (period: number, lag: number): number => period / 2 + lag;

/** Mean life left in a credential stolen at a random moment where each is renewed at half its life: 3T/4 (renewal). */
export const residualLife = (life: number): number => (3 * life) / 4;

/** Share of replays inside a window where their delay is exponential: 1 - e^(-W/mean). */
export const insideWindow = (window: number, mean: number): number => 1 - Math.exp(-window / mean);

/** Chance that k sampled results show a cheat that alters a share p of them: 1 - (1 - p)^k (Ateniese et al. 2007). */
export const auditDetects = (p: number, k: number): number => {
  let unseen = 1;
  for (let sample = 0; sample < k; sample++) unseen *= 1 - p;
  return 1 - unseen;
};

/**
 * Chance that `sampled` results out of `n`, drawn without putting back, show one of the `wrong` ones: the exact, hypergeometric form
 * of the same (Ateniese et al. 2007).
 */
export const batchAuditDetects = (n: number, wrong: number, sampled: number): number => {
  let unseen = 1;
  for (let drawn = 0; drawn < sampled; drawn++) unseen *= (n - wrong - drawn) / (n - drawn);
  return 1 - unseen;
};

/** Chance that m audits miss a worker that does a share r of its work and guesses the rest, rightly with chance q (Du et al. 2004). */
export const guessesSurvive = (r: number, q: number, m: number): number => {
  let missed = 1;
  for (let audit = 0; audit < m; audit++) missed *= r + (1 - r) * q;
  return missed;
};

/** Chance that at least two of three answers are colluders' where each is with chance f: 3f^2 - 2f^3. */
export const majorityColludes = (f: number): number => 3 * f * f - 2 * f * f * f;

/** Chance that of n more than (n - 1)/3 are faulty, each with chance f, which is more than a Byzantine quorum bears (binomial). */
export const quorumFails = (n: number, f: number): number => {
  const most = Math.floor((n - 1) / 3);
  let bears = 0;
  // Chance of exactly k: from that of none, each next one by a factor.
  let chance = 1;
  for (let good = 0; good < n; good++) chance *= 1 - f;
  for (let k = 0; k <= most; k++) {
    bears += chance;
    chance *= ((n - k) / (k + 1)) * (f / (1 - f));
  }
  return 1 - bears;
};

/** Chance that of `drawn` out of `n`, `bad` of which are bad, at least `least` are: the hypergeometric tail. */
export const committeeFails = (n: number, bad: number, drawn: number, least: number): number => {
  // Ways to draw exactly k bad ones, from those for none on, as shares of all ways: each next one by a factor.
  let chance = 1;
  for (let place = 0; place < drawn; place++) chance *= (n - bad - place) / (n - place);
  let fails = 0;
  for (let k = 0; k <= Math.min(drawn, bad); k++) {
    if (k >= least) fails += chance;
    chance *= ((bad - k) * (drawn - k)) / ((k + 1) * (n - bad - drawn + k + 1));
  }
  return fails;
};

/** Chance that a blind guess among k finds the one that is meant. */
export const blindGuess = (k: number): number => 1 / k;

/** Chance that the first of two exponential clocks with these means rings first. */
export const firstOfTwo = (mean: number, other: number): number => other / (mean + other);

/** Chance that k exponential stages of one mean, one after the other, are over before another exponential clock rings. */
export const allBefore = (stages: number, mean: number, other: number): number => {
  let chance = 1;
  for (let stage = 0; stage < stages; stage++) chance *= firstOfTwo(mean, other);
  return chance;
};

/**
 * Chance that who finds a share q of the blocks undoes one that z blocks confirm, having found one beforehand:
 * 1 - sum over m < z of C(m + z - 1, m)(p^z q^m - p^m q^z), p = 1 - q (M. Rosenfeld 2014).
 */
export const doubleSpend = (q: number, z: number): number => {
  if (q >= 0.5) return 1;
  const p = 1 - q;
  const power = (base: number, times: number): number => {
    let product = 1;
    for (let time = 0; time < times; time++) product *= base;
    return product;
  };
  let ways = 1;
  let fails = 0;
  for (let m = 0; m < z; m++) {
    fails += ways * (power(p, z) * power(q, m) - power(p, m) * power(q, z));
    ways = (ways * (m + z)) / (m + 1);
  }
  return 1 - fails;
};

/** Share of strangers that a Bloom filter of m bits holds by chance, n entries in it, each of k bits: (1 - e^(-kn/m))^k (B. H. Bloom 1970). */
export const bloomFalsePositives = (m: number, n: number, k: number): number =>
  Math.exp(k * Math.log(1 - Math.exp((-k * n) / m)));

/** Bits an entry that a Bloom filter needs at the least for a share p of false positives: -ln p/(ln 2)^2 (same source). */
export const bloomBitsPerEntry = (p: number): number => -Math.log(p) / (Math.LN2 * Math.LN2);

/**
 * Mean rounds until a rumour that one of n knows is known to all, where everybody who knows it tells one other by lot each round:
 * log2 n + ln n + O(1) (B. Pittel 1987). The constant is that of an independent simulation for n = 1000, 18.05 rounds: a band, not an
 * equality.
 */
export const pushRounds = (n: number): number => Math.log2(n) + Math.log(n) + 1.18;

/** Chance that of n numbers, each drawn at random from m, two are the same: 1 - product over k < n of (1 - k/m), the exact birthday. */
export const anyTwoAlike = (n: number, m: number): number => {
  let differ = 1;
  for (let drawn = 0; drawn < n; drawn++) differ *= 1 - drawn / m;
  return 1 - differ;
};

/** Mean time until all of n are taken, each pair in touch at rate 1: 2 H(n-1) / n (S. Janson 1999). */
export const fullCompromise = (n: number): number => {
  let harmonic = 0;
  for (let k = 1; k < n; k++) harmonic += 1 / k;
  return (2 * harmonic) / n;
};

/** How often the best guess at a bit is right that is told by randomised response: e^epsilon / (1 + e^epsilon) (S. L. Warner 1965). */
export const guessAgainstNoise = (epsilon: number): number => 1 / (1 + Math.exp(-epsilon));

/** Mean observations from one false alarm of a control chart to the next, limits k deviations on either side: 1 / (2 Phi(-k)) (W. A. Shewhart 1931). */
export const falseAlarmRun = (k: number): number => 1 / (2 * normalCdf(-k));

/** Share of alarms that are true at a base rate: pi TPR / (pi TPR + (1 - pi) FPR) (S. Axelsson 2000). */
export const alarmBelief = (base: number, noticed: number, falseAlarms: number): number =>
  (base * noticed) / (base * noticed + (1 - base) * falseAlarms);

/**
 * Share that an epidemic has been in when it is over, 1 - s with s = s0 e^(-R0 (1 - s)), s0 the share that was free of it at first
 * (W. O. Kermack and A. G. McKendrick 1927). Found by iteration, which shrinks the error by R0 s, less than 1, each time.
 */
export const finalSize = (reproduction: number, free: number): number => {
  let left = 0;
  for (let step = 0; step < 200; step++) left = free * Math.exp(-reproduction * (1 - left));
  return 1 - left;
};

/** Mean number that are there, where they come at a rate and stay for a time of any law: rate times mean stay (M/G/inf; J. D. C. Little 1961). */
export const meanPresent = (rate: number, stay: number): number => rate * stay;

/**
 * Mean time until one has become k of n, each of whom tries all others at a rate: the logistic time ln(k (n - 1) / (n - k)) / rate, and
 * 0.577 / rate more, since one alone begins by chance (Euler's constant; N. T. J. Bailey 1957).
 */
export const outbreakTime = (k: number, n: number, rate: number): number =>
  (Math.log((k * (n - 1)) / (n - k)) + 0.577_215_664_9) / rate;
