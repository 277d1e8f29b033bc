import { fall, PALETTES, roundness, scene, shadow } from './scene.ts';

export function bowl(): string {
  const id = 'bowl';
  return scene({
    id,
    palette: PALETTES.sage,
    horizon: 268,
    definitions: [
      roundness(`${id}-glaze`, '#f7f3ea', '#ddd3c2', '#a3957d'),
      fall(`${id}-inside`, '#8c9f94', '#c9d4cb'),
      roundness(`${id}-lemon`, '#ffe98a', '#f2c737', '#c7931a'),
    ].join(''),
    body: `${shadow(id, 206, 318, 128, 19)}
<path d="M80 204 C84 270 132 314 162 318 h76 C268 314 316 270 320 204z" fill="url(#${id}-glaze)"/>
<path d="M84 226 C120 244 280 244 316 226 M94 252 C128 268 272 268 306 252 M110 278 C142 290 258 290 290 278" stroke="#b9ab94" stroke-width="3" fill="none" opacity="0.6"/>
<ellipse cx="200" cy="204" rx="120" ry="30" fill="url(#${id}-inside)"/>
<ellipse cx="168" cy="192" rx="40" ry="29" fill="url(#${id}-lemon)"/>
<ellipse cx="232" cy="194" rx="38" ry="28" fill="url(#${id}-lemon)"/>
<ellipse cx="202" cy="176" rx="39" ry="28" fill="url(#${id}-lemon)"/>
<path d="M236 168 q20 -24 44 -14 q-14 22 -44 14z" fill="#5f7d4f"/>
<path d="M80 204 a120 30 0 0 0 240 0" fill="none" stroke="#fffaf0" stroke-width="5"/>`,
  });
}

export function mugs(): string {
  const id = 'mugs';
  const mug = (x: number, y: number, gradient: string, rim: string) => `<g transform="translate(${x} ${y})">
<path d="M104 34 C146 26 150 100 98 98" fill="none" stroke="url(#${gradient})" stroke-width="13"/>
<path d="M0 12 C2 70 8 106 16 120 a38 9 0 0 0 76 0 C100 106 106 70 108 12z" fill="url(#${gradient})"/>
<ellipse cx="54" cy="12" rx="54" ry="13" fill="${rim}"/><ellipse cx="54" cy="14" rx="45" ry="9" fill="#4b2c18"/></g>`;
  return scene({
    id,
    palette: PALETTES.sand,
    horizon: 262,
    definitions: [
      roundness(`${id}-blue`, '#91a9bb', '#678299', '#3c5366'),
      roundness(`${id}-cream`, '#fffdf8', '#ece2d2', '#bba98e'),
    ].join(''),
    body: `${shadow(id, 148, 286, 92, 14)}${mug(86, 156, `${id}-blue`, '#a9bdcc')}
${shadow(id, 254, 326, 96, 15)}${mug(192, 196, `${id}-cream`, '#fffaf2')}
<path d="M132 140 q-14 -22 2 -40 q14 -18 0 -40 M158 144 q-12 -20 2 -36" stroke="#fff" stroke-width="5" fill="none" stroke-linecap="round" opacity="0.6"/>`,
  });
}

export function teapot(): string {
  const id = 'teapot';
  return scene({
    id,
    palette: PALETTES.dusk,
    horizon: 280,
    definitions: [
      roundness(`${id}-iron`, '#6d7176', '#3f4347', '#17191b'),
      roundness(`${id}-lid`, '#7d8287', '#4b5054', '#222527'),
      fall(`${id}-bamboo`, '#e3bb7f', '#a3743a'),
    ].join(''),
    body: `${shadow(id, 202, 326, 140, 18)}
<path d="M120 176 C112 66 288 66 280 176" fill="none" stroke="url(#${id}-bamboo)" stroke-width="11"/>
<path d="M296 232 C332 232 326 190 354 178 l8 10 C346 204 350 262 294 270z" fill="url(#${id}-iron)"/>
<path d="M92 226 C92 172 146 160 200 160 C254 160 308 172 308 226 C308 290 262 324 240 326 h-80 C138 324 92 290 92 226z" fill="url(#${id}-iron)"/>
<path d="M98 214 C140 226 260 226 302 214 M94 240 C140 254 260 254 306 240 M104 268 C146 280 254 280 296 268" stroke="#777c81" stroke-width="2.5" stroke-dasharray="3 7" fill="none"/>
<ellipse cx="200" cy="166" rx="60" ry="14" fill="url(#${id}-lid)"/>
<circle cx="200" cy="147" r="10" fill="url(#${id}-lid)"/>
<path d="M118 206 C126 188 142 180 158 177" stroke="#aeb3b8" stroke-width="6" fill="none" stroke-linecap="round" opacity="0.7"/>`,
  });
}
