import type { Complaint } from './complaint.ts';

/** Shadow roots that come late, and slots. */
export const SHADOW_COMPLAINTS: readonly Complaint[] = [
  {
    name: 'slots that a script assigns, in its own order, and what happens to them',
    body: '<div id="host"><i>a</i>text<b>b</b></div><p id="p"></p>',
    steps: [
      `root = host.attachShadow({ mode: 'open', slotAssignment: 'manual' });
       root.innerHTML = '<slot>nothing</slot><slot>nothing</slot>'; [one, two] = root.querySelectorAll('slot');
       one.assign(host.lastChild, host.firstChild)`,
      'two.assign(host.childNodes[1])',
      'host.firstChild.remove(); root.append(one)',
      `host.append(document.createElement('u')); one.assign(...host.children)`,
      'p.append(host)',
      'two.assign()',
    ],
    shows: '<slot> assigned 1,2',
  },
  {
    name: 'a shadow root that the parser makes after its host was mirrored, and one within it',
    body: '<iframe id="f"></iframe>',
    steps: [
      `inner = f.contentDocument; inner.open(); inner.write('<!doctype html><body><div id=h>')`,
      `inner.write('<template shadowrootmode=open><slot></slot><p>')`,
      `inner.write('<template shadowrootmode=open><b>deep</b></template>light</p></template>end</div><p>after'); inner.close()`,
    ],
    shows: /#shadow-root.*#shadow-root.*deep/s,
  },
  {
    name: 'a scroller within a shadow root that is as new as its offset',
    body: '<div id="host"></div>',
    steps: [
      `root = host.attachShadow({ mode: 'open' });
       root.innerHTML = '<div style="overflow: scroll; height: 50px"><p style="height: 900px">long</p></div>';
       root.firstChild.scrollTop = 120;
       new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`,
    ],
    shows: 'scrolled to 0,120',
  },
  {
    name: 'a scroller that is hidden, shown again, and has its offset back without an event',
    body: '<div id="s" style="overflow: scroll; height: 50px"><p style="height: 900px">long</p></div>',
    steps: ['s.scrollTop = 120', `s.style.display = 'none'`, `s.style.display = ''`],
    shows: 'scroll',
  },
];
