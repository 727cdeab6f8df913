import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { errorOf } from './client';

const served = new URL('../../../serving-layer/src/main/resources/openapi.json', import.meta.url);
const generated = new URL('./schema.d.ts', import.meta.url);
const squeeze = (code: string): string =>
  code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .trim();

it('has the types of the API as it is described today', async () => {
  const now = astToString(await openapiTS(served));
  expect(
    squeeze(readFileSync(generated, 'utf8')),
    'serving-layer/src/main/resources/openapi.json changed: run npm run types in web/',
  ).toBe(squeeze(now));
});

it('tells people what the server says they can do', () => {
  const error = errorOf(503, { detail: 'No network', remedy: 'bin/traffic import --dataset FILE' });
  expect(error.message).toBe('No network. bin/traffic import --dataset FILE');
  expect(errorOf(502, null).message).toBe('The server answered 502');
});
