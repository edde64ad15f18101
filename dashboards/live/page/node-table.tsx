import { useState } from 'preact/hooks';
import type { NodeRow } from '../../../metrics/results/feed.ts';
import { numberText } from '../../report/number-text.ts';
import { roleText } from '../../report/traffic.ts';
import { nodesOf, type NodeCounts } from '../sight.ts';
import { useDesk } from './use-model.ts';
import type { View } from './view.ts';

type Column = 'name' | 'role' | 'party' | keyof NodeCounts;

const columns: readonly (readonly [Column, string])[] = [
  ['name', 'Node'],
  ['role', 'Role'],
  ['party', 'Party'],
  ['sent', 'Sent'],
  ['received', 'Received'],
  ['refused', 'Refused'],
  ['lost', 'Lost'],
  ['alarms', 'Alarms'],
  ['breaches', 'Breaches'],
];
const texts: readonly Column[] = ['name', 'role', 'party'];

interface Row extends NodeCounts {
  readonly node: NodeRow;
  readonly name: string;
  readonly role: string;
  readonly party: string;
}

interface Order {
  readonly by: Column;
  readonly falling: boolean;
}

const ordered = (rows: readonly Row[], { by, falling }: Order): readonly Row[] =>
  rows.toSorted((a, b) => {
    const [one, other] = falling ? [b, a] : [a, b];
    return one[by] < other[by] ? -1 : one[by] > other[by] ? 1 : a.name < b.name ? -1 : 1;
  });

function Cell({ row, column }: { readonly row: Row; readonly column: keyof NodeCounts }) {
  const value = row[column];
  const tone =
    value > 0 && column === 'breaches'
      ? ' bad'
      : value > 0 && column === 'alarms'
        ? ' fair'
        : value === 0
          ? ' dim'
          : '';
  return <td class={`number${tone}`}>{numberText(value)}</td>;
}

/** Each node with what it did and what befell it; large populations are one row. */
export function NodeTable({ view }: { readonly view: View }) {
  const { model } = useDesk();
  const [order, sort] = useState<Order>({ by: 'breaches', falling: true });
  const [word, search] = useState('');
  const counts = nodesOf(view.heading, { ...view.counts, cause: null });
  const rows = view.heading.nodes.map((node, index) => ({
    ...counts[index]!,
    node,
    name: node.count > 1 ? `${node.name} (${numberText(node.count)})` : node.name,
    role: roleText(node.role),
    party: node.party,
  }));
  const wanted = word.trim().toLowerCase();
  const found = rows.filter(({ name, role, party }) => `${name} ${role} ${party}`.toLowerCase().includes(wanted));
  return (
    <section aria-labelledby="nodes-title">
      <div class="section-head">
        <h2 id="nodes-title">Nodes</h2>
        <label for="node-word">Find</label>
        <input id="node-word" type="search" value={word} onInput={(event) => search(event.currentTarget.value)} />
      </div>
      <div class="scroll tall" tabIndex={0} role="region" aria-label="Table of nodes">
        <table class="nodes">
          <caption>
            {found.length === rows.length ? `${rows.length} rows` : `${found.length} of ${rows.length} rows`},{' '}
            {model.window === 'start' ? 'counted since the start' : 'counted over the last moments'}, whoever did it.
          </caption>
          <thead>
            <tr>
              {columns.map(([column, title]) => (
                <th
                  key={column}
                  scope="col"
                  class={texts.includes(column) ? '' : 'number'}
                  aria-sort={order.by === column ? (order.falling ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    class="sort"
                    onClick={() =>
                      sort({ by: column, falling: order.by === column ? !order.falling : !texts.includes(column) })
                    }
                  >
                    {title}
                    <span aria-hidden="true">{order.by === column ? (order.falling ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered(found, order).map((row) => (
              <tr key={row.node.name}>
                <th scope="row">{row.name}</th>
                <td>{row.role}</td>
                <td>{row.party}</td>
                {(['sent', 'received', 'refused', 'lost', 'alarms', 'breaches'] as const).map((column) => (
                  <Cell key={column} row={row} column={column} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
