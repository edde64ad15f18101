import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { choices, figures, palette, tables } from '../dashboards/report/style.ts';

const page = new URL('../dashboards/live/page/', import.meta.url);
const uplot = new URL('../node_modules/uplot/dist/uPlot.min.css', import.meta.url);

/** Bundles the dashboard's page into dist/: a script, a style sheet with the report's own rules in it, and two files as they are. */
export default defineConfig({
  root: fileURLToPath(page),
  configFile: false,
  publicDir: 'public',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    {
      name: 'report-style',
      enforce: 'pre',
      transform: (code, id) =>
        id.endsWith('/page.css')
          ? [palette, choices, tables, figures, readFileSync(uplot, 'utf8'), code].join('\n')
          : undefined,
    },
  ],
  build: {
    outDir: fileURLToPath(new URL('../dist/dashboards/page/', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: fileURLToPath(new URL('main.tsx', page)),
      output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]', codeSplitting: false },
    },
  },
});
