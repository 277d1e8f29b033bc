import type { Complaint } from './complaint.ts';

/** Documents written anew, frames, forms. */
export const DOCUMENT_COMPLAINTS: readonly Complaint[] = [
  {
    name: 'a document that is written anew is followed on: scrolling, input, rules',
    body: '<iframe id="f" srcdoc="<p>before" style="height: 300px"></iframe>',
    steps: [
      `inside = f.contentDocument;
       inside.open();
       inside.write('<!doctype html><title>t</title><style>p { color: red }</style><body><input><div style="overflow: scroll; height: 50px"><p style="height: 500px">');
       inside.write('<p>written');
       inside.close();`,
      `inside.querySelector('div').scrollTop = 40`,
      `inside.querySelector('input').value = 'typed'; inside.styleSheets[0].insertRule('b { top: 0 }')`,
      `inside.replaceChild(inside.documentElement.cloneNode(true), inside.documentElement)`,
      `inside.querySelector('div').scrollTop = 30; inside.querySelector('input').value = 'typed again'`,
    ],
    shows: /value "typed again".*scrolled to 0,30/s,
  },
  {
    name: 'a frame that is removed, added again, and moved with its document',
    body: '<iframe id="f" srcdoc="<p>framed"></iframe><div id="other"></div>',
    steps: [
      'frame = f; f.remove()',
      'document.body.append(frame)',
      'other.append(frame)',
      `if ('moveBefore' in document.body) document.body.moveBefore(frame, other)`,
    ],
    shows: '"framed"',
  },
  {
    name: 'nodes of the page that go into a frame: their closed roots, and rules that the page inserts',
    body: '<iframe id="f"></iframe>',
    steps: [
      `style = f.contentDocument.head.appendChild(document.createElement('style'));
       host = f.contentDocument.body.appendChild(document.createElement('div'));
       root = host.attachShadow({ mode: 'closed' });
       root.innerHTML = '<i>in the dark</i>';
       mirrored.closedRoots.set(host, root)`,
      `style.sheet.insertRule('i { color: teal }')`,
      `style.sheet.cssRules[0].style.top = '3px'`,
    ],
    shows: /in the dark.*top: 3px/s,
  },
  {
    name: 'a form that is reset, and fields outside of it that belong to it',
    body: `<form id="f"><input id="a" value="default"><input type="radio" name="r" checked><input id="r" type="radio" name="r">
      <select id="s" multiple><option selected>1<option>2</select></form><textarea id="t" form="f">area</textarea>`,
    steps: [
      `a.value = 'typed'; r.checked = true; s.options[1].selected = true; t.value = 'typed'; a.indeterminate = true`,
      'f.reset()',
      `r.checked = true; document.body.append(r)`,
    ],
    shows: 'value "default"',
  },
];
