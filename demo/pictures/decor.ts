import { fall, PALETTES, roundness, scene, shadow } from './scene.ts';

export function vase(): string {
  const id = 'vase';
  const stem = (path: string) => `<path d="${path}" stroke="#8a7c55" stroke-width="3" fill="none"/>`;
  const plume = (x: number, y: number, turn: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn})"><ellipse rx="13" ry="46" fill="url(#${id}-plume)"/><path d="M0 -44 V46 M-8 -24 L0 -8 L8 -26 M-9 2 L0 16 L9 0" stroke="#b08d59" stroke-width="1.5" fill="none" opacity="0.7"/></g>`;
  return scene({
    id,
    palette: PALETTES.clay,
    horizon: 300,
    definitions: [
      roundness(`${id}-glaze`, '#fffaf3', '#ecdfce', '#b59d82'),
      fall(`${id}-plume`, '#f0d9ae', '#cfa86c'),
    ].join(''),
    body: `${stem('M198 190 C192 140 170 110 158 92')}${stem('M202 190 C204 140 204 110 206 76')}${stem('M206 190 C214 146 236 120 250 104')}
${plume(152, 76, -22)}${plume(207, 56, 3)}${plume(258, 88, 27)}
${shadow(id, 206, 344, 104, 16)}
<path d="M182 182 h36 C218 208 276 220 276 274 C276 322 238 344 226 346 h-52 C162 344 124 322 124 274 C124 220 182 208 182 182z" fill="url(#${id}-glaze)"/>
<ellipse cx="200" cy="182" rx="18" ry="5" fill="#8d745a"/>
<path d="M144 262 C148 238 162 228 176 220" stroke="#fff" stroke-width="7" fill="none" stroke-linecap="round" opacity="0.85"/>`,
  });
}

export function planter(): string {
  const id = 'planter';
  const leaf = (turn: number, length: number, fill: string) =>
    `<g transform="translate(200 232) rotate(${turn})"><path d="M0 0 C-34 -${length * 0.35} -26 -${length * 0.8} 0 -${length} C26 -${length * 0.8} 34 -${length * 0.35} 0 0z" fill="${fill}"/><path d="M0 0 V-${length - 10}" stroke="#dce8cf" stroke-width="2" opacity="0.5"/></g>`;
  return scene({
    id,
    palette: PALETTES.linen,
    horizon: 302,
    definitions: [
      roundness(`${id}-pot`, '#d98c67', '#bd6c48', '#834427'),
      fall(`${id}-leaf`, '#5f8a5a', '#2f5335'),
      fall(`${id}-young`, '#86ad70', '#45713f'),
    ].join(''),
    body: `${shadow(id, 204, 350, 104, 16)}
${leaf(-62, 124, `url(#${id}-leaf)`)}${leaf(60, 128, `url(#${id}-leaf)`)}${leaf(-34, 168, `url(#${id}-young)`)}${leaf(36, 164, `url(#${id}-leaf)`)}${leaf(-10, 190, `url(#${id}-leaf)`)}${leaf(14, 150, `url(#${id}-young)`)}
<path d="M136 232 h128 l-16 112 a8 8 0 0 1 -8 7 h-80 a8 8 0 0 1 -8 -7z" fill="url(#${id}-pot)"/>
<path d="M126 216 h148 a6 6 0 0 1 6 6 v14 a6 6 0 0 1 -6 6 h-148 a6 6 0 0 1 -6 -6 v-14 a6 6 0 0 1 6 -6z" fill="url(#${id}-pot)"/>
<path d="M126 242 h148" stroke="#6f3820" stroke-width="3" opacity="0.35"/>`,
  });
}

export function clock(): string {
  const id = 'clock';
  const marks = Array.from({ length: 12 }, (_, hour) => {
    const quarter = hour % 3 === 0;
    return `<rect x="197" y="${quarter ? 92 : 98}" width="${quarter ? 7 : 4}" height="${quarter ? 26 : 12}" rx="2" fill="#3d3a36" transform="rotate(${hour * 30} 200 200)"/>`;
  }).join('');
  return scene({
    id,
    palette: PALETTES.sage,
    horizon: 400,
    definitions: [fall(`${id}-rim`, '#d9a566', '#8f5f2d'), fall(`${id}-face`, '#fffdf8', '#ece6da')].join(''),
    body: `<ellipse cx="214" cy="222" rx="148" ry="148" fill="url(#${id}-shade)" opacity="0.9"/>
<circle cx="200" cy="200" r="130" fill="url(#${id}-rim)"/><circle cx="200" cy="200" r="116" fill="url(#${id}-face)"/>${marks}
<rect x="196" y="138" width="8" height="70" rx="4" fill="#2f2c29" transform="rotate(305 200 200)"/>
<rect x="197" y="112" width="6" height="96" rx="3" fill="#2f2c29" transform="rotate(54 200 200)"/>
<g class="clock-seconds"><rect x="198.5" y="104" width="3" height="116" rx="1.5" fill="#c4532f"/></g>
<circle cx="200" cy="200" r="8" fill="#c4532f"/>`,
  });
}
