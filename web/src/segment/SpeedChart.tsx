import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import type { Palette } from '../theme/palette';
import { speedIn, speedUnit, type Units } from '../units/units';
import { clock } from '../units/time';
import type { SegmentSeries } from './series';

export interface SpeedChartProps {
  readonly series: SegmentSeries;
  readonly origin: number;
  readonly zone: string;
  readonly units: Units;
  readonly palette: Palette;
  /** What a reader who cannot see it is told. */
  readonly label: string;
}

const HEIGHT = 190;

/** Past and next hour of one segment: observed, forecast with its band, usual. Redrawn, never rebuilt, as time goes on. */
export function SpeedChart({ series, origin, zone, units, palette, label }: SpeedChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = useMemo<uPlot.AlignedData>(() => {
    const to = (column: (number | null)[]): (number | null)[] =>
      column.map((v) => (v === null ? null : speedIn(units, v)));
    return [
      series.at.map((t) => t / 1000),
      to(series.usual),
      to(series.upper),
      to(series.lower),
      to(series.earlier),
      to(series.observed),
      to(series.forecast),
    ];
  }, [series, units]);
  const newest = useRef({ data, origin });
  useEffect(() => {
    newest.current = { data, origin };
  });

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = new uPlot(
      options(element.clientWidth, palette, zone, units, () => newest.current.origin),
      newest.current.data,
      element,
    );
    plot.current = made;
    const size = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    size.observe(element);
    return () => {
      size.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [palette, zone, units]);

  useEffect(() => {
    plot.current?.setData(data);
  }, [data]);

  return <div ref={holder} className="chart" role="img" aria-label={label} style={{ height: HEIGHT }} />;
}

function options(
  width: number,
  palette: Palette,
  zone: string,
  units: Units,
  origin: () => number,
): uPlot.Options {
  const line = (stroke: string, over: Partial<uPlot.Series>): uPlot.Series => ({
    stroke,
    width: 2,
    points: { show: false },
    ...over,
  });
  const font = '11px "Inter Variable", system-ui, sans-serif';
  return {
    width,
    height: HEIGHT,
    padding: [22, 22, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
    scales: {
      x: { time: true },
      // From a standstill to a bit above the fastest: the same road looks the same all day.
      y: { range: (_, __, max) => [0, Math.max(units === 'mph' ? 70 : 110, max * 1.08)] },
    },
    axes: [
      {
        stroke: palette.muted,
        font,
        size: 26,
        gap: 4,
        grid: { show: false },
        ticks: { show: false },
        space: 56,
        values: (_, ticks) => ticks.map((t) => clock(zone, t * 1000)),
      },
      {
        stroke: palette.muted,
        font,
        size: 34,
        gap: 6,
        ticks: { show: false },
        splits: () => (units === 'mph' ? [0, 20, 35, 50, 70] : [0, 30, 60, 80, 110]),
        grid: { stroke: palette.line, width: 1 },
      },
    ],
    series: [
      {},
      line(palette.muted, { label: 'Usual', width: 1.5, dash: [2, 3] }),
      line('transparent', { label: 'Upper', width: 0, spanGaps: true }),
      line('transparent', { label: 'Lower', width: 0, spanGaps: true }),
      line(palette.accent, { label: 'Forecast then', width: 1, alpha: 0.75 }),
      line(palette.text, { label: 'Observed' }),
      line(palette.accent, {
        label: 'Forecast',
        dash: [5, 4],
        spanGaps: true,
        points: { show: true, size: 8, fill: palette.accent, stroke: palette.surface, width: 1.5 },
      }),
    ],
    bands: [{ series: [2, 3], fill: palette.band }],
    hooks: {
      drawClear: [
        (u) => {
          const x = u.valToPos(origin() / 1000, 'x', true);
          u.ctx.fillStyle = palette.future;
          u.ctx.fillRect(x, u.bbox.top, u.bbox.left + u.bbox.width - x, u.bbox.height);
        },
      ],
      draw: [(u) => values(u, palette, speedUnit(units))],
    },
  };
}

/** The forecasts' values beside their points: three numbers, where they do not touch. */
function values(u: uPlot, palette: Palette, unit: string): void {
  const at = u.data[0];
  const column = u.data[6] as (number | null)[];
  const ratio = uPlot.pxRatio;
  u.ctx.font = `600 ${11 * ratio}px "Inter Variable", system-ui, sans-serif`;
  u.ctx.textAlign = 'center';
  u.ctx.fillStyle = palette.text;
  let right = -Infinity;
  const known = column.flatMap((v, i) => (v === null ? [] : [i]));
  for (const i of known.slice(1).reverse()) {
    const x = u.valToPos(at[i] as number, 'x', true);
    const y = u.valToPos(column[i] as number, 'y', true);
    if (Math.abs(x - right) < 18 * ratio) continue;
    right = x;
    u.ctx.fillText((column[i] as number).toFixed(0), x, y - 9 * ratio);
  }
  u.ctx.textAlign = 'left';
  u.ctx.fillStyle = palette.muted;
  u.ctx.font = `${11 * ratio}px "Inter Variable", system-ui, sans-serif`;
  u.ctx.fillText(unit, u.bbox.left - 34 * ratio, u.bbox.top - 11 * ratio);
}
