/** One thing that a page does, in page code. `rows` and `table` are given by `OPERATIONS_PAGE`. */
export interface Operation {
  name: string;
  /** Runs before each measurement, unmeasured. */
  prepare: string;
  run: string;
}

/** A table filled as the js-framework-benchmark fills it, without a framework. */
export const OPERATIONS_PAGE = `<!doctype html><html><head><title>Operations</title></head><body>
<table class="table"><tbody id="rows"></tbody></table>
<script>
const words = ['pretty', 'large', 'big', 'small', 'tall', 'short', 'long', 'handsome', 'plain', 'quaint', 'clean', 'red',
  'yellow', 'blue', 'green', 'brown', 'table', 'chair', 'house', 'desk', 'car', 'pony', 'cookie', 'sandwich', 'burger', 'pizza'];
let nextRow = 1;
let random = 42;
function pick() { random = (random * 1103515245 + 12345) & 0x7fffffff; return words[random % words.length]; }
function element(name, className, parent) {
  const created = document.createElement(name);
  if (className) created.className = className;
  parent.append(created);
  return created;
}
function row() {
  const tr = document.createElement('tr');
  const id = nextRow++;
  element('td', 'col-md-1', tr).textContent = String(id);
  const link = element('a', '', element('td', 'col-md-4', tr));
  link.textContent = pick() + ' ' + pick() + ' ' + pick();
  const icon = element('span', 'glyphicon glyphicon-remove', element('a', '', element('td', 'col-md-1', tr)));
  icon.setAttribute('aria-hidden', 'true');
  element('td', 'col-md-6', tr);
  return tr;
}
const rows = document.getElementById('rows');
function append(count) { for (let i = 0; i < count; i++) rows.append(row()); }
</script></body></html>`;

export const OPERATIONS: readonly Operation[] = [
  { name: 'create 1,000 rows', prepare: 'rows.replaceChildren()', run: 'append(1000)' },
  {
    name: 'replace 1,000 rows',
    prepare: 'rows.replaceChildren(); append(1000)',
    run: 'rows.replaceChildren(); append(1000)',
  },
  { name: 'append 1,000 to 1,000', prepare: 'rows.replaceChildren(); append(1000)', run: 'append(1000)' },
  {
    name: 'update every 10th row',
    prepare: 'rows.replaceChildren(); append(1000)',
    run: "for (let i = 0; i < rows.children.length; i += 10) rows.children[i].querySelector('a').firstChild.data += ' !!!'",
  },
  {
    name: 'swap two rows',
    prepare: 'rows.replaceChildren(); append(1000)',
    run: 'const a = rows.children[1], b = rows.children[998], after = b.nextSibling; rows.insertBefore(b, a); rows.insertBefore(a, after)',
  },
  { name: 'remove all rows', prepare: 'rows.replaceChildren(); append(1000)', run: 'rows.replaceChildren()' },
  {
    name: '10,000 attribute changes',
    prepare: 'rows.replaceChildren(); append(1000)',
    run: "for (let i = 0; i < 10000; i++) rows.children[i % 1000].setAttribute('data-n', i)",
  },
];
