import { expect, it } from 'vitest';
import { withQuery } from './router';

it('changes one parameter and leaves the others', () => {
  expect(withQuery('?h=30&segment=A1', { h: '60' })).toBe('?h=60&segment=A1');
  expect(withQuery('?h=30&segment=A1', { segment: null })).toBe('?h=30');
  expect(withQuery('?h=30', { h: null })).toBe('');
});

it('keeps addresses readable', () => {
  expect(withQuery('', { at: '33.78,-117.86,12' })).toBe('?at=33.78,-117.86,12');
});
