import type { Complaint } from './complaint.ts';

/** Structure and attributes. The first is what rrweb reports as "Node with id not found". */
export const TREE_COMPLAINTS: readonly Complaint[] = [
  {
    name: 'nodes that are added below nodes that were added, moved and removed at once',
    body: '<ul id="list"><li>1</li><li>2</li></ul><div id="other"></div>',
    steps: [
      `for (let i = 0; i < 50; i++) {
        const item = document.createElement('li');
        list.prepend(item);
        item.append('late', document.createElement('b'));
        if (i % 3 === 0) other.append(item);
        if (i % 5 === 0) item.remove();
        if (i % 7 === 0) list.append(item.lastChild);
      }`,
      'other.append(list); list.after(...list.childNodes)',
    ],
    shows: 'late',
  },
  {
    name: 'elements that are taken out, changed while they are nowhere, and put back',
    body: '<div id="home"><p id="p">one <b>two</b></p></div>',
    steps: [
      // The observer has heard of the first deed when the second is done, and what is outside then is not observed.
      `{
        const [outside, within] = [p, p.lastChild];
        outside.remove();
        Promise.resolve().then(() => {
          outside.title = 'changed';
          within.append('three');
          home.append(outside);
        });
      }`,
    ],
    shows: '"three"',
  },
  {
    name: 'prefixed attributes that change and go',
    body: '<svg><use id="use" xlink:href="#a" xml:lang="en"/></svg>',
    steps: [
      `use.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', '#b')`,
      `use.removeAttributeNS('http://www.w3.org/XML/1998/namespace', 'lang')`,
    ],
    shows: 'xlink:href="#b"',
  },
  {
    name: 'attributes that differ in their case alone',
    body: '<svg id="svg" viewBox="0 0 1 1"></svg><p id="p" title="lower"></p>',
    steps: [
      `svg.setAttribute('viewbox', '0 0 2 2'); p.setAttributeNS(null, 'TITLE', 'upper')`,
      `svg.setAttribute('viewBox', '0 0 3 3'); p.setAttribute('title', 'changed'); document.body.append(p.cloneNode())`,
    ],
    shows: 'TITLE="upper" id="p" title="changed"',
  },
  {
    name: 'comments, empty texts and texts side by side',
    body: '<p id="p">one<!-- two -->three</p>',
    steps: [
      `p.firstChild.splitText(1); p.append('', document.createComment('x'), '')`,
      `p.insertBefore(document.createTextNode(''), p.firstChild).data = 'now there'`,
      'p.normalize()',
    ],
    shows: '"now thereone"',
  },
  {
    name: 'text in CDATA sections',
    type: 'application/xhtml+xml',
    body: '<p id="p"><![CDATA[<raw> & more]]></p><select id="s" multiple="multiple"><option>1</option></select>',
    steps: [
      `document.getElementById('p').firstChild.data = 'changed'`,
      `{ const [option] = document.getElementById('s').options; option.setAttribute('selected', ''); option.selected = false }`,
    ],
    shows: '"changed"',
  },
  {
    name: 'pictures that change their candidates, and those that load when they are seen',
    body: '<img id="a" srcset="/1.png 1x, /2.png 2x" sizes="10px"><img id="b" loading="lazy" data-src="/real.png" src="data:,">',
    steps: [`a.srcset = '/3.png 1x'; a.sizes = '20px'`, 'b.src = b.dataset.src; delete b.dataset.src'],
    shows: 'src="/real.png"',
  },
];
