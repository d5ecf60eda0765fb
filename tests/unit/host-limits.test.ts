import { expect, test } from 'vitest';
import { exceededLimits } from '../../src/cli/host-limits.ts';

test('a site within the limits of every host needs no word', () => {
  expect(exceededLimits({ files: 20_000, bytes: 1_000_000_000, largest: 26_214_400 })).toEqual([]);
});

test('each limit that a site exceeds is said with its host', () => {
  expect(exceededLimits({ files: 43_221, bytes: 1_200_000_000, largest: 30_000_000 })).toEqual([
    'GitHub Pages takes 1 GB; this site has 1.2 GB.',
    'GitLab Pages takes 1 GB; this site has 1.2 GB.',
    'Cloudflare Pages takes 20,000 files; this site has 43,221.',
    'Cloudflare Pages takes files of 26.2 MB; this site has one of 30 MB.',
  ]);
});
