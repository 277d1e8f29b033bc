import { fall, PALETTES, roundness, scene, shadow } from './scene.ts';

/** Light that a lamp throws: fades to nothing at its edge. */
function glow(id: string, strength: number): string {
  return `<radialGradient id="${id}"><stop stop-color="#fff3d0" stop-opacity="${strength}"/><stop offset="0.45" stop-color="#ffdf9e" stop-opacity="${strength * 0.4}"/><stop offset="1" stop-color="#ffd98c" stop-opacity="0"/></radialGradient>`;
}

export function arcLamp(): string {
  const id = 'arc-lamp';
  return scene({
    id,
    palette: PALETTES.night,
    horizon: 318,
    definitions: [
      glow(`${id}-glow`, 0.95),
      roundness(`${id}-shade-body`, '#f3dfb7', '#d9b678', '#98713a'),
      roundness(`${id}-brass`, '#f6e0ab', '#c79a4b', '#7c5a22'),
      fall(`${id}-marble`, '#f4f1ec', '#b9b2a8'),
    ].join(''),
    body: `<ellipse cx="142" cy="196" rx="190" ry="180" fill="url(#${id}-glow)" opacity="0.75"/>
<ellipse cx="142" cy="348" rx="120" ry="26" fill="#ffdf9e" opacity="0.3"/>
${shadow(id, 298, 346, 70, 14)}
<path d="M300 338 C300 150 262 62 190 70 C160 74 146 96 143 128" fill="none" stroke="url(#${id}-brass)" stroke-width="6" stroke-linecap="round"/>
<path d="M258 338 h84 a6 6 0 0 1 6 6 v6 h-96 v-6 a6 6 0 0 1 6-6z" fill="url(#${id}-marble)"/>
<path d="M92 178 a51 51 0 0 1 102 0z" fill="url(#${id}-shade-body)"/>
<ellipse cx="143" cy="178" rx="51" ry="8" fill="#fff6dc"/>
<circle cx="143" cy="126" r="5" fill="#c79a4b"/>
<ellipse cx="143" cy="182" rx="16" ry="9" fill="#fffdf4"/>`,
  });
}

export function tableLamp(): string {
  const id = 'table-lamp';
  return scene({
    id,
    palette: PALETTES.clay,
    horizon: 292,
    definitions: [
      glow(`${id}-glow`, 0.9),
      roundness(`${id}-cap`, '#fff7e8', '#f6d7ae', '#d8a06a'),
      roundness(`${id}-stem`, '#d5694a', '#b84f33', '#7e301c'),
    ].join(''),
    body: `<ellipse cx="200" cy="190" rx="180" ry="150" fill="url(#${id}-glow)"/>
${shadow(id, 208, 322, 96, 17)}
<path d="M172 196 C178 240 164 268 150 312 a50 11 0 0 0 100 0 C236 268 222 240 228 196z" fill="url(#${id}-stem)"/>
<ellipse cx="200" cy="312" rx="50" ry="9" fill="#8d3a24" opacity="0.4"/>
<path d="M92 192 C92 118 142 82 200 82 C258 82 308 118 308 192 C280 208 120 208 92 192z" fill="url(#${id}-cap)"/>
<path d="M92 192 C120 208 280 208 308 192 C284 218 116 218 92 192z" fill="#fffaf0"/>
<path d="M122 150 C132 118 160 100 190 97" fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round" opacity="0.7"/>`,
  });
}

export function pendant(): string {
  const id = 'pendant';
  return scene({
    id,
    palette: PALETTES.sage,
    horizon: 400,
    definitions: [
      glow(`${id}-glow`, 0.85),
      roundness(`${id}-dome`, '#5b7a68', '#3a5a4a', '#1d352a'),
      roundness(`${id}-brass`, '#f6e0ab', '#c79a4b', '#7c5a22'),
    ].join(''),
    body: `<path d="M200 0 V128" stroke="#2a2a28" stroke-width="3"/>
<ellipse cx="200" cy="300" rx="170" ry="130" fill="url(#${id}-glow)"/>
<path d="M186 126 h28 l6 26 h-40z" fill="url(#${id}-brass)"/>
<path d="M84 250 C84 184 136 150 200 150 C264 150 316 184 316 250z" fill="url(#${id}-dome)"/>
<path d="M110 228 C118 192 146 170 176 164" fill="none" stroke="#cfe0d4" stroke-width="6" stroke-linecap="round" opacity="0.5"/>
<ellipse cx="200" cy="250" rx="116" ry="16" fill="#f7e9c6"/>
<ellipse cx="200" cy="250" rx="116" ry="16" fill="none" stroke="#234034" stroke-width="4"/>
<circle cx="200" cy="254" r="26" fill="#fffdf2"/>`,
  });
}
