import type { OperationGroup } from './operation.ts';

const PAGE = `<!doctype html><html lang="en"><head><title>Animation</title>
<style>i { position: absolute; width: 20px; height: 20px; background: teal }</style></head>
<body>${'<i></i>'.repeat(20)}</body></html>`;

/** 20 elements that a script moves in every frame. */
export function animation(durationMs: number): OperationGroup {
  return {
    name: 'animation',
    title: 'Animation',
    html: async () => PAGE,
    operations: [
      {
        name: `20 elements moved in every frame, ${durationMs / 1000} s`,
        prepare: '',
        run: `const items = [...document.querySelectorAll('i')];
          await new Promise((done) => {
            const begun = performance.now();
            requestAnimationFrame(function move(now) {
              items.forEach((item, at) => {
                const angle = (now - begun) / 700 + at;
                item.style.transform = 'translate(' + (300 + 250 * Math.cos(angle)).toFixed(1) + 'px, ' + (300 + 250 * Math.sin(angle)).toFixed(1) + 'px)';
              });
              if (now - begun < ${durationMs}) requestAnimationFrame(move);
              else done();
            });
          })`,
        runs: { warmUp: 0, measured: 1 },
        bar: { cpu: 0.3, bytes: 1 },
      },
    ],
  };
}
