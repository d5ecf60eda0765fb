import { expect, test } from 'vitest';
import type { Name } from '../../src/theme/browser/names.ts';
import { nearestNames } from '../../src/theme/browser/nearest-names.ts';

const names: Name[] = [
  ['concepts/tidal-locking', 'Tidal locking', 'Synchronous rotation'],
  ['concepts/tides', 'Tides'],
  ['concepts/orbital-resonance', 'Orbital resonance'],
  ['entities/mercury', 'Mercury'],
  ['concepts/mercury', 'Mercury (element)'],
  ['entities/größe', 'Größe der Erde'],
  ['concepts/latent-heat', 'Latent heat'],
].map(([id = '', title = '', ...aliases]) => ({ id, title, aliases, type: 'Article' }));

test.each([
  ['concepts/tidal-lokcing/', 'concepts/tidal-locking'],
  ['resonance-orbital', 'concepts/orbital-resonance'],
  ['old/folder/OrbitalResonance.html', 'concepts/orbital-resonance'],
  ['Synchronous rotations', 'concepts/tidal-locking'],
  ['entities/mercurius/', 'entities/mercury'],
  ['concepts/mercuri', 'concepts/mercury'],
  ['groesse-der-erde', 'entities/größe'],
  ['LATENT_HEAT', 'concepts/latent-heat'],
])('%s may mean %s', (path, id) => {
  expect(nearestNames(names, path, 3)[0]?.id).toBe(id);
});

test.each(['wp-login.php', 'favicon.ico', '', '.env', 'x/'])('%j means nothing here', (path) => {
  expect(nearestNames(names, path, 3)).toEqual([]);
});

test('at most the requested number is returned, nearest first', () => {
  expect(nearestNames(names, 'tide', 1)).toEqual([{ id: 'concepts/tides', title: 'Tides' }]);
});
