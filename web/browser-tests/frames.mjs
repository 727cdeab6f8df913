// What an update costs on a page of 2,000 segments, in a real browser:
//   npm run build && npm run frames
// A server of its own answers with a made-up network (24 roads, there and back) and publishes a whole window, 6,000
// forecasts, every two seconds. Counted is the main thread's work after each: scripts, layout and drawing, as the
// browser's own tracing has it, beside the longest stretch without a break. CHROMIUM as for run.mjs; SEGMENTS and
// WINDOWS change the size.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const count = Number(process.env.SEGMENTS ?? 2_000);
const windows = Number(process.env.WINDOWS ?? 15);
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const ROADS = 48;
const MINUTE = 60_000;
const start = Date.UTC(2025, 1, 11, 16, 0);

const segments = Array.from({ length: count }, (_, i) => {
  const road = i % ROADS;
  const along = Math.floor(i / ROADS);
  const [a, b] = [33.6 + 0.02 * along, -118.2 + 0.03 * (road >> 1)];
  const [latitude, longitude] = road % 4 < 2 ? [a, b] : [33.6 + 0.03 * (road >> 1), -118.2 + 0.02 * along];
  const direction = ['N', 'S', 'E', 'W'][road % 4];
  return {
    segment_id: `S${String(i).padStart(4, '0')}`,
    name: `Station ${i}`,
    latitude,
    longitude,
    freeway: `SR${road >> 1}`,
    direction,
    lane_type: 'mainline',
    chain: `SR${road >> 1}-${direction}`,
    postmile_km: 2 * along,
    travel_km: direction === 'S' || direction === 'W' ? 200 - 2 * along : 2 * along,
    length_km: 2,
    lanes: 4,
    upstream: [],
    downstream: [],
    co_located: [],
  };
});

const categories = [
  { category: 'severe_congestion', from_kmh: 0, below_kmh: 32.19 },
  { category: 'heavy_traffic', from_kmh: 32.19, below_kmh: 56.33 },
  { category: 'light_traffic', from_kmh: 56.33, below_kmh: 80.47 },
  { category: 'free_flow', from_kmh: 80.47, below_kmh: null },
];
const categoryOf = (speed) => categories.find((one) => speed < (one.below_kmh ?? Infinity)).category;

function forecasts(turn) {
  const timestamp = start + turn * 5 * MINUTE;
  return segments.flatMap((segment, i) => {
    const current = 60 + 50 * Math.sin(i / 40 + turn / 3);
    return [15, 30, 60].map((horizon) => {
      const predicted = 60 + 50 * Math.sin(i / 40 + turn / 3 + horizon / 60);
      return {
        prediction_id: `${segment.segment_id}-${turn}-${horizon}`,
        segment_id: segment.segment_id,
        timestamp,
        prediction_timestamp: timestamp + horizon * MINUTE,
        current_speed: current,
        current_volume: null,
        predicted_speed: predicted,
        predicted_volume: null,
        prediction_horizon_minutes: horizon,
        confidence_score: 0.8,
        confidence_interval: { lower: Math.max(0, predicted - 12), upper: predicted + 9 },
        category: categoryOf(predicted),
        coordinates: null,
        model_version: 'made-up',
        features_used: [],
        processing_time_ms: 1,
        provisional: false,
        revision: 1,
        created_at: Date.now(),
      };
    });
  });
}

const answers = {
  '/api/settings': {
    categories,
    congested_below_kmh: 72.42,
    window_minutes: 5,
    tiles: null,
    writable: false,
  },
  '/api/segments': {
    dataset: 'made-up',
    synthetic: true,
    zone: 'America/Los_Angeles',
    holidays: [],
    network: 'made-up',
    capabilities: {},
    not_available: {},
    bounds: {},
    total: count,
    segments,
  },
  '/api/accuracy': { state: 'nothing came due', scores: [], hours: 24, until: null },
  '/api/corridors': { not_available: 'not part of this measurement', corridors: [] },
  '/api/detectors': { counts: {}, detectors: [] },
};
const clients = new Set();
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/api/predictions/stream') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    clients.add(response);
    send(response, { type: 'connected', data: { time: Date.now(), resumed: false, heartbeat_seconds: 30 } });
    send(response, { type: 'initial', data: forecasts(0) });
    return;
  }
  const body = answers[pathname];
  if (body || pathname.startsWith('/api/')) {
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body ?? { detail: 'not part of this measurement' }));
    return;
  }
  const file = extname(pathname) ? pathname.slice(1) : 'index.html';
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  response.end(await readFile(dist + file));
});

function send(response, message) {
  response.write(`data: ${JSON.stringify(message)}\n\n`);
}

await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`http://127.0.0.1:${server.address().port}/predictions`);
await page.waitForFunction(() => document.querySelectorAll('.segment-list .num').length > 0);
await page.waitForTimeout(2_000);

const protocol = await page.context().newCDPSession(page);
await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
await page.evaluate(() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
  }).observe({ entryTypes: ['longtask'] });
});

async function work() {
  const { metrics } = await protocol.send('Performance.getMetrics');
  return 1_000 * metrics.find((one) => one.name === 'TaskDuration').value;
}

async function measure(name, step) {
  const costs = [];
  const stretches = [];
  for (let turn = 1; turn <= windows; turn++) {
    await page.evaluate(() => (window.longest = 0));
    const before = await work();
    await step(turn);
    await page.waitForTimeout(900);
    costs.push((await work()) - before);
    stretches.push(await page.evaluate(() => window.longest));
  }
  const of = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))];
  console.log(
    `${name}: main thread ${of(costs, 0.5).toFixed(0)} ms cpu (median of ${windows}, most ${of(costs, 1).toFixed(0)}); ` +
      `longest stretch ${of(stretches, 0.5).toFixed(0)} ms wall (most ${of(stretches, 1).toFixed(0)}; 0: none above 50)`,
  );
}

const box = await page.locator('.map-canvas').boundingBox();
await measure('nothing happens for 0.9 s', async () => {});
await measure(`a window of ${count} segments, 3 horizons`, async (turn) => {
  const batch = { type: 'batch', data: forecasts(turn) };
  for (const client of clients) send(client, batch);
});
await measure('another horizon', (turn) =>
  page
    .locator('.switch label')
    .nth(turn % 4)
    .click(),
);
await measure('the map dragged by 20 steps', async (turn) => {
  await page.mouse.move(box.x + 400, box.y + 400);
  await page.mouse.down();
  for (let i = 1; i <= 20; i++) await page.mouse.move(box.x + 400 + (turn % 2 ? i : -i) * 6, box.y + 400);
  await page.mouse.up();
});
await browser.close();
server.closeAllConnections?.();
server.close();
