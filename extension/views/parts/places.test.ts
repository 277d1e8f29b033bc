import { expect, test } from 'vitest';
import { placesOf } from './places.ts';

test("the room's sites in a sentence", () => {
  expect(placesOf([])).toBe('their page');
  expect(placesOf(['https://shop.example'])).toBe('shop.example');
  expect(placesOf(['https://shop.example', 'http://localhost:4400'])).toBe('shop.example or localhost:4400');
  expect(placesOf(['https://a.example', 'https://b.example', 'https://c.example'])).toBe(
    'a.example or one of your other sites',
  );
});
