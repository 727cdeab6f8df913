// The dashboard in a real browser. DashboardIT starts a stack and runs this; by hand, against a running one:
//   DASHBOARD=http://127.0.0.1:8080 CHROMIUM=/usr/bin/chromium node browser-tests/run.mjs
// ROAD is where the tests ask for another window or for a restart of the server; without it those are left out. REPLAY=1
// says that windows come by themselves; the pages are then looked at while they change.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const base = process.env.DASHBOARD ?? 'http://127.0.0.1:8080';
const road = process.env.ROAD ?? '';
const replay = process.env.REPLAY === '1';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

/** A page that notes what it should not do: complain, or talk to anybody else. */
async function open(path, { theme = 'light', width = 1280, height = 850 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    bypassCSP: false,
  });
  const page = await context.newPage();
  // A demo on a busy machine may be slow to bring the next window.
  page.setDefaultTimeout(replay ? 150_000 : 45_000);
  const faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url()))
      faults.push(`asks ${request.url()}`);
  });
  await page.goto(base + path);
  return { page, faults, close: () => context.close() };
}

async function ask(step) {
  const answer = await fetch(`${road}/${step}`, { method: 'POST' });
  assert.equal(answer.status, 200, `${step}: ${await answer.text()}`);
}

async function api(path) {
  return (await fetch(base + path)).json();
}

/** Waits until something holds on the page; says what did not. */
async function until(page, what, check, ...args) {
  try {
    await page.waitForFunction(check, ...args);
  } catch (cause) {
    throw new Error(`${what}; the page says:\n${await page.locator('body').innerText()}`, { cause });
  }
}

const forecasts = (page, count) =>
  until(
    page,
    'every segment has a speed',
    (n) =>
      [...document.querySelectorAll('.segment-list .num')].filter((e) => /\d/.test(e.textContent)).length >=
      n,
    count,
  );

const tests = {
  async 'every segment is on the map and in the list'() {
    const { page, faults, close } = await open('/predictions');
    const { total, segments } = await api('/api/segments');
    const mainline = segments.filter((s) => s.lane_type !== 'hov').length;
    await forecasts(page, Math.min(mainline, 60));
    assert.equal(await page.locator('.map-canvas').getAttribute('data-segments'), String(total));
    const painted = await page.evaluate(() => {
      const canvas = document.querySelector('.road-canvas');
      const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      let opaque = 0;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 200) opaque++;
      return opaque;
    });
    assert.ok(painted > 500, `${painted} pixels of road`);
    const counted = await page.locator('.legend strong').allInnerTexts();
    // The list begins with the first ones; the others are one click away.
    const more = page.locator('#segments').getByRole('button', { name: /^\d+ more$/ });
    while ((await more.count()) > 0) await more.click();
    const listed = await page.locator('.segment-list li').count();
    assert.equal(
      counted.map(Number).reduce((a, b) => a + b),
      listed,
    );
    assert.deepEqual(faults, []);
    await close();
  },

  async 'a click on a road opens its segment'() {
    const { page, faults, close } = await open('/predictions');
    await forecasts(page, 1);
    // Where the canvas has colour there is a road: try the middle of the list of such places in view,
    // once forecasts have coloured some.
    const found = await page.waitForFunction(() => {
      const canvas = document.querySelector('.road-canvas');
      const from = canvas.getBoundingClientRect();
      const view = document.querySelector('.map-canvas').getBoundingClientRect();
      const { width, height } = canvas;
      const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
      const places = [];
      for (let y = Math.ceil(view.top - from.top) + 90; y < view.bottom - from.top - 90; y += 3) {
        for (let x = Math.ceil(view.left - from.left) + 30; x < view.right - from.left - 80; x += 3) {
          const i = 4 * (y * width + x);
          const [r, g, b, a] = pixels.slice(i, i + 4);
          if (a > 250 && Math.max(r, g, b) - Math.min(r, g, b) > 80)
            places.push([x + from.left, y + from.top]);
        }
      }
      return places[places.length >> 1];
    });
    const at = await found.jsonValue();
    await page.mouse.click(at[0], at[1]);
    await page.locator('.segment h2').waitFor();
    assert.match(page.url(), /segment=/);
    await page.locator('.segment .chart canvas').waitFor();
    assert.equal(await page.locator('.segment .forecasts tbody tr').count(), 3);
    assert.deepEqual(faults, []);
    await close();
  },

  async 'the keyboard alone finds a segment, changes the horizon and walks along the road'() {
    const { page, faults, close } = await open('/predictions');
    await forecasts(page, 1);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.locator('.switch input').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.match(page.url(), /h=30/);
    await page.locator('.list-tools input').focus();
    await page.keyboard.type((await api('/api/segments')).segments[1].segment_id);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const title = page.locator('.segment h2');
    await title.waitFor();
    const first = await title.innerText();
    await page.locator('.neighbours button:enabled').first().focus();
    await page.keyboard.press('Enter');
    await until(
      page,
      'the neighbour opens',
      (t) => document.querySelector('.segment h2')?.textContent !== t,
      first,
    );
    assert.deepEqual(faults, []);
    await close();
  },

  async 'an address brings back what it was copied from'() {
    const id = (await api('/api/segments')).segments[0].segment_id;
    const { page, faults, close } = await open(`/predictions?h=60&segment=${id}&units=kmh`);
    await page.locator('.segment h2').waitFor();
    assert.ok(await page.locator('.switch input').nth(3).isChecked());
    await until(page, 'speeds are in km/h', () =>
      /km\/h/.test(document.querySelector('.summary').textContent),
    );
    await page.getByRole('button', { name: /change to mph/ }).click();
    await until(page, 'speeds are in mph', () => /mph/.test(document.querySelector('.summary').textContent));
    assert.deepEqual(faults, []);
    await close();
  },

  async 'a forecast that arrives changes the page'() {
    if (!road && !replay) return 'no new windows come here';
    const { page, faults, close } = await open('/predictions');
    await forecasts(page, 1);
    const before = await page.locator('.connection-window').innerText();
    if (!replay) await ask('window');
    await until(
      page,
      'a new window shows',
      (text) => !document.querySelector('.connection-window').innerText.startsWith(text),
      before.replace(/ ·[^·]*ago$/, ''),
    );
    assert.deepEqual(faults, []);
    await close();
  },

  async 'the page outlives a restart of the server'() {
    if (!road) return 'not asked for: it stops and starts the server';
    const { page, close } = await open('/predictions');
    await forecasts(page, 1);
    await ask('stop');
    await until(page, 'it says that the connection is lost', () =>
      /reconnecting/.test(document.querySelector('.connection').innerText),
    );
    assert.ok((await page.locator('.segment-list li').count()) > 0, 'the last good picture stays');
    await ask('start');
    await ask('window');
    await until(page, 'it is live again', () => /live/.test(document.querySelector('.connection').innerText));
    await close();
  },

  async 'home says what runs, how fresh and how good'() {
    const { page, faults, close } = await open('/');
    await until(page, 'the parts are listed', () => /HBase/.test(document.body.innerText));
    // A picture that has grown old in the meantime is not called live.
    if (road) await ask('window');
    await until(page, 'the stream is live', () =>
      /live/.test(document.querySelector('.connection').innerText),
    );
    assert.match(await page.locator('main').innerText(), /Batch view/);
    await page.getByRole('link', { name: 'Predictions' }).first().click();
    await page.locator('.stage').waitFor();
    assert.match(page.url(), /\/predictions$/);
    assert.deepEqual(faults, []);
    await close();
  },

  async 'the planner opens by its address'() {
    const { page, faults, close } = await open('/city-planner');
    await page.locator('h1, h2').first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  },

  async 'axe finds nothing serious, in either theme, wide or on a phone'() {
    const id = (await api('/api/segments')).segments[0].segment_id;
    const found = [];
    for (const [theme, width] of [
      ['light', 1280],
      ['dark', 1280],
      ['light', 390],
    ]) {
      for (const path of ['/', `/predictions?segment=${id}`, '/city-planner']) {
        const { page, close } = await open(path, { theme, width });
        await page.locator('main h1, main h2, main h3').first().waitFor();
        await until(page, 'everything is loaded', () => !document.querySelector('main .loading'));
        // By the debugger's protocol: the page's own policy lets no script in, and should not.
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }));
        for (const { id: rule, impact, nodes } of violations) {
          if (impact === 'serious' || impact === 'critical') {
            found.push(
              `${path} ${theme} ${width}: ${rule}: ${nodes
                .map((n) => n.html)
                .slice(0, 3)
                .join(' | ')}`,
            );
          }
        }
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) found.push(`${path} ${theme} ${width}: ${overflow} px wider than the window`);
        await close();
      }
    }
    assert.deepEqual(found, []);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    const skipped = await test();
    console.log(`${skipped ? 'skip' : 'ok  '} ${name}${skipped ? ` (${skipped})` : ''}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack ?? error}${error.cause ? `\ncaused by ${error.cause}` : ''}`);
  }
}
await browser.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
