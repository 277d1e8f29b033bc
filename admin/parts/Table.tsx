import type { ComponentChildren } from 'preact';

interface TableProps {
  caption: string;
  /** An empty one is for buttons. */
  columns: readonly string[];
  rows: { key: string; cells: ComponentChildren[] }[];
}

/** Rows under a head; on narrow windows each row becomes a block with its heads beside it. */
export function Table({ caption, columns, rows }: TableProps) {
  return (
    <table class="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column === '' ? <span class="visually-hidden">Actions</span> : column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={columns[at]} data-head={columns[at]} class={columns[at] === '' ? 'table-actions' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
