import { type Row, RowMaker } from './table-driver.ts';

/** The table of the js-framework-benchmark by the DOM alone: rows are cloned from a template, as its fastest entry does. */
const maker = new RowMaker();
const body = document.createElement('tbody');
const template = document.createElement('tr');
template.innerHTML =
  '<td class="col-md-1"></td><td class="col-md-4"><a></a></td><td class="col-md-1"><a><span class="glyphicon glyphicon-remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td>';
const table = document.createElement('table');
table.className = 'table table-hover table-striped test-data';
table.append(body);
document.body.append(table);

function element({ id, label }: Row): Node {
  const row = template.cloneNode(true) as HTMLTableRowElement;
  row.cells[0]?.append(String(id));
  row.querySelector('a')?.append(label);
  return row;
}

function append(count: number): void {
  for (const row of maker.rows(count)) body.append(element(row));
}

window.table = {
  create(count) {
    body.textContent = '';
    append(count);
  },
  append,
  updateEveryTenth() {
    for (let at = 0; at < body.rows.length; at += 10) {
      const text = body.rows[at]?.querySelector('a')?.firstChild as Text;
      text.data += ' !!!';
    }
  },
  select(index) {
    body.querySelector('.danger')?.removeAttribute('class');
    const row = body.rows[index];
    if (row) row.className = 'danger';
  },
  swap() {
    const [a, b] = [body.rows[1], body.rows[998]];
    if (!a || !b) return;
    const after = b.nextSibling;
    body.insertBefore(b, a);
    body.insertBefore(a, after);
  },
  remove(index) {
    body.rows[index]?.remove();
  },
  clear() {
    body.textContent = '';
  },
};
