// The README's pictures, from a running demo:
//   bin/traffic demo, and in another terminal: cd web && npm run screenshots
// DASHBOARD and CHROMIUM as for run.mjs.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const base = process.env.DASHBOARD ?? 'http://127.0.0.1:8080';
const images = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

async function picture(name, path, ready) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  page.setDefaultTimeout(30_000);
  await page.goto(base + path);
  await page.locator('header').getByText('live', { exact: true }).waitFor();
  await ready(page);
  await page.screenshot({ path: `${images}${name}.png` });
  await page.close();
}

await picture('home', '/', async (page) => {
  await page.getByText('HBase').first().waitFor();
});
await picture('predictions', '/predictions?h=30', async (page) => {
  await page.locator('.segment-list button').first().click();
  await page.locator('.segment .chart canvas').waitFor();
  await page.getByText(/speed view to/).waitFor();
  await page.getByText(/learnt to/).waitFor();
});
await picture('city-planner', '/city-planner', async (page) => {
  await page.locator('main canvas').first().waitFor();
  await page.locator('main table').first().waitFor();
  await page.locator('.day-bars button').first().waitFor();
  await page.locator('.peak-table').waitFor();
});
await browser.close();
