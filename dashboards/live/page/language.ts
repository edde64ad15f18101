/*
 * Must be loaded before uPlot, which formats with the browser's language as it is loaded. Some systems give browsers a
 * language that is none (`en-US@posix` under LANG=C), and the page would stay empty.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' });
}

export {};
