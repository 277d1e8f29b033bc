import { fall, PALETTES, roundness, scene, shadow } from './scene.ts';

export function loungeChair(): string {
  const id = 'lounge-chair';
  return scene({
    id,
    palette: PALETTES.sand,
    horizon: 296,
    definitions: [
      fall(`${id}-seat`, '#718a76', '#465c4b'),
      roundness(`${id}-back`, '#8ba391', '#688270', '#3f5546'),
      fall(`${id}-oak`, '#d8a468', '#94632f'),
    ].join(''),
    body: `${shadow(id, 204, 346, 150, 20)}
<path d="M92 226 L74 346" stroke="url(#${id}-oak)" stroke-width="11" stroke-linecap="round"/>
<path d="M306 226 L330 346" stroke="url(#${id}-oak)" stroke-width="11" stroke-linecap="round"/>
<path d="M132 262 L122 334" stroke="#7d5226" stroke-width="9" stroke-linecap="round"/>
<path d="M272 262 L284 334" stroke="#7d5226" stroke-width="9" stroke-linecap="round"/>
<path d="M104 226 C96 132 118 84 156 80 H248 C288 84 306 132 298 226z" fill="url(#${id}-back)"/>
<path d="M200 82 V222 M152 86 C146 130 146 180 150 222 M250 86 C256 130 256 180 252 222" stroke="#3c5243" stroke-width="2" fill="none" opacity="0.5"/>
<path d="M90 222 C90 208 108 206 124 208 H280 C296 206 314 208 314 222 L308 256 C306 268 296 272 284 272 H120 C108 272 98 268 96 256z" fill="url(#${id}-seat)"/>
<path d="M100 218 C130 210 274 210 304 218" stroke="#9db4a2" stroke-width="5" fill="none" stroke-linecap="round"/>
<path d="M62 206 C62 194 104 194 106 204 L108 216 C92 222 70 222 64 216z" fill="url(#${id}-oak)"/>
<path d="M342 206 C342 194 300 194 298 204 L296 216 C312 222 334 222 340 216z" fill="url(#${id}-oak)"/>
<path d="M150 152 C174 142 226 142 250 152 L244 206 C226 212 174 212 156 206z" fill="#ead9bf"/>
<path d="M150 152 C174 160 226 160 250 152" stroke="#cdb795" stroke-width="2" fill="none"/>`,
  });
}

export function stool(): string {
  const id = 'stool';
  return scene({
    id,
    palette: PALETTES.dusk,
    horizon: 300,
    definitions: [
      roundness(`${id}-seat`, '#eec48d', '#d19c5c', '#96622b'),
      fall(`${id}-leg`, '#d6a263', '#8a5a28'),
      fall(`${id}-top`, '#f3d3a3', '#dcae71'),
    ].join(''),
    body: `${shadow(id, 204, 346, 118, 17)}
<path d="M206 186 L214 322" stroke="#7b4f22" stroke-width="12" stroke-linecap="round"/>
<path d="M138 182 L100 346" stroke="url(#${id}-leg)" stroke-width="14" stroke-linecap="round"/>
<path d="M262 182 L304 346" stroke="url(#${id}-leg)" stroke-width="14" stroke-linecap="round"/>
<path d="M118 270 L212 262 L286 270" stroke="#a87138" stroke-width="7" fill="none"/>
<path d="M96 160 v16 a104 24 0 0 0 208 0 v-16z" fill="url(#${id}-seat)"/>
<ellipse cx="200" cy="160" rx="104" ry="24" fill="url(#${id}-top)"/>
<path d="M122 160 a78 15 0 0 1 156 0 M148 160 a52 9 0 0 1 104 0" fill="none" stroke="#c08d4e" stroke-width="1.5" opacity="0.7"/>`,
  });
}

export function cushion(): string {
  const id = 'cushion';
  return scene({
    id,
    palette: PALETTES.linen,
    horizon: 292,
    definitions: [
      roundness(`${id}-cloth`, '#e9a36c', '#d2854a', '#a45c2b'),
      fall(`${id}-bench`, '#c99862', '#8f6032'),
    ].join(''),
    body: `<rect x="0" y="292" width="400" height="26" fill="url(#${id}-bench)"/>
${shadow(id, 206, 298, 140, 14)}
<path d="M84 118 C150 132 250 132 318 112 C306 176 306 236 320 292 C250 282 150 284 82 296 C96 236 96 178 84 118z" fill="url(#${id}-cloth)"/>
<path d="M118 126 C126 180 126 238 116 290 M160 129 C166 184 166 238 160 286 M202 129 V285 M244 127 C240 184 240 236 246 285 M286 120 C278 180 280 238 290 287" stroke="#f4c79d" stroke-width="3" fill="none" opacity="0.65"/>
<path d="M84 118 l-9 -7 M318 112 l9 -8 M320 292 l9 6 M82 296 l-9 6" stroke="#a45c2b" stroke-width="5" stroke-linecap="round"/>`,
  });
}
