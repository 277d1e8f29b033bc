import { useState } from 'preact/hooks';
import { priceText } from '../../products.ts';
import { SPENDING } from './orders.ts';

const WIDTH = 720;
const HEIGHT = 280;
const BASE = 236;
const TOP = 24;
const RANGES = [6, 12];

/** An SVG chart of what was spent: bars, a running average, and the value of the month under the pointer. */
export function SpendingChart() {
  const [months, setMonths] = useState(12);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const data = SPENDING.slice(-months);
  const highest = Math.max(...data.map(({ cents }) => cents));
  const step = WIDTH / data.length;
  const y = (cents: number) => BASE - (cents / highest) * (BASE - TOP);
  const averages = data.map((_, index) => {
    const seen = data.slice(Math.max(0, index - 2), index + 1);
    return seen.reduce((sum, { cents }) => sum + cents, 0) / seen.length;
  });
  const line = averages.map((cents, index) => `${(index + 0.5) * step},${y(cents).toFixed(1)}`).join(' ');
  const shown = data.find(({ month }) => month === chosen);

  return (
    <section>
      <div class="order-head">
        <h2>Spending</h2>
        <fieldset class="segments" aria-label="Range">
          {RANGES.map((range) => (
            <button key={range} type="button" aria-pressed={range === months} onClick={() => setMonths(range)}>
              {range} months
            </button>
          ))}
        </fieldset>
      </div>
      <p class="chart-value">
        <b>{priceText(shown?.cents ?? data.reduce((sum, { cents }) => sum + cents, 0))}</b>
        <span>{shown ? `in ${shown.month}` : `in the last ${months} months`}</span>
      </p>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="Spending by month">
        <title>Spending by month</title>
        {[0.25, 0.5, 0.75, 1].map((share) => (
          <line key={share} x1="0" x2={WIDTH} y1={y(highest * share)} y2={y(highest * share)} class="chart-grid" />
        ))}
        {data.map(({ month, cents }, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: only shows a value that the list below has, too
          <g
            key={month}
            class="chart-month"
            onMouseEnter={() => setChosen(month)}
            onMouseLeave={() => setChosen(undefined)}
          >
            <rect x={index * step} y="0" width={step} height={HEIGHT} fill="transparent" />
            <rect
              class="chart-bar"
              x={(index + 0.5) * step - Math.min(18, step / 3)}
              y={cents === 0 ? BASE - 2 : y(cents)}
              width={Math.min(36, (step * 2) / 3)}
              height={Math.max(2, BASE - y(cents))}
              rx="5"
            />
            <text x={(index + 0.5) * step} y={BASE + 26} text-anchor="middle">
              {month}
            </text>
          </g>
        ))}
        <polyline points={line} class="chart-line" />
      </svg>
    </section>
  );
}
