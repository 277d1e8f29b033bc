import { createElement as h, memo, useReducer } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { type Row, RowMaker } from './table-driver.ts';

interface State {
  rows: Row[];
  selected: number;
}

const maker = new RowMaker();
let change: (edit: (state: State) => State) => void = () => undefined;

const TableRow = memo(({ row, selected }: { row: Row; selected: boolean }) =>
  h(
    'tr',
    { className: selected ? 'danger' : '' },
    h('td', { className: 'col-md-1' }, row.id),
    h('td', { className: 'col-md-4' }, h('a', { onClick: () => undefined }, row.label)),
    h(
      'td',
      { className: 'col-md-1' },
      h('a', null, h('span', { className: 'glyphicon glyphicon-remove', 'aria-hidden': true })),
    ),
    h('td', { className: 'col-md-6' }),
  ),
);

/** The keyed React entry of the js-framework-benchmark. */
function App() {
  const [state, dispatch] = useReducer((now: State, edit: (state: State) => State) => edit(now), {
    rows: [],
    selected: 0,
  });
  change = (edit) => flushSync(() => dispatch(edit));
  const rows = state.rows.map((row) => h(TableRow, { key: row.id, row, selected: row.id === state.selected }));
  return h('table', { className: 'table table-hover table-striped test-data' }, h('tbody', null, rows));
}

const root = document.createElement('div');
document.body.append(root);
flushSync(() => createRoot(root).render(h(App)));

window.table = {
  create: (count) => change(() => ({ rows: maker.rows(count), selected: 0 })),
  append: (count) => change((state) => ({ ...state, rows: [...state.rows, ...maker.rows(count)] })),
  updateEveryTenth: () =>
    change((state) => ({
      ...state,
      rows: state.rows.map((row, index) => (index % 10 === 0 ? { ...row, label: `${row.label} !!!` } : row)),
    })),
  select: (index) => change((state) => ({ ...state, selected: state.rows[index]?.id ?? 0 })),
  swap: () =>
    change((state) => {
      const rows = [...state.rows];
      const [a, b] = [rows[1], rows[998]];
      if (a && b) [rows[1], rows[998]] = [b, a];
      return { ...state, rows };
    }),
  remove: (index) => change((state) => ({ ...state, rows: state.rows.filter((_, at) => at !== index) })),
  clear: () => change(() => ({ rows: [], selected: 0 })),
};
