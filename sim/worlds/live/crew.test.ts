import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Crew } from './crew.ts';
import type { Asked } from './orders.ts';

/** A process that asks, when it is told to get ready, for what it is given as its job, and says ready once it is asked itself. */
const entryText = `
process.on('message', (order) => {
  if (order.order === 'prepare' && order.job !== null) process.send({ report: 'asked', asked: order.job });
  if (order.order === 'operate') process.send({ report: 'ready', asked: order.asked });
  if (order.order === 'stop') process.exit(0);
});
`;

test('what one process asks of operators reaches the owner of the crew, and by it the process of another name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crew-'));
  const entry = join(folder, 'entry.mjs');
  writeFileSync(entry, entryText);
  const asked: Asked = { what: 'revoke', node: 7, afterNs: 5, at: 3 };
  const crew = new Crew<Asked | null>(entry, {
    truth: () => undefined,
    truthEnds: () => undefined,
    visits: () => undefined,
    asked: (one) => crew.tell('authority', { order: 'operate', asked: one }),
  });
  try {
    for (const name of ['platform', 'authority']) crew.hire(name);
    const prepare = { order: 'prepare', port: 0, faults: [] } as const;
    const heard = crew.orderOne('authority', { ...prepare, process: 'authority', job: null }, 'ready');
    crew.tell('platform', { ...prepare, process: 'platform', job: asked });
    expect(await heard).toEqual({ report: 'ready', asked });
    await crew.dismiss();
  } finally {
    crew.kill();
    await crew.gone();
    rmSync(folder, { recursive: true });
  }
});
