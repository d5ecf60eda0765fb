/** Where names are placed on the map of articles. */
import { describe, expect, test } from 'vitest';
import { freePlace, placesAround, placesBeside, Room } from '../../src/theme/browser/graph/labels.ts';
import type { Box } from '../../src/theme/browser/graph/view.ts';

const roomOf = (shapes: readonly (readonly [x: number, y: number])[], origin = { x: 0, y: 0 }): Room => {
  const room = new Room({ width: 400, height: 300 }, origin);
  for (const [x, y] of shapes) room.addShape(x, y, 5);
  return room;
};
const middleOf = ({ left, right, top, bottom }: Box): [number, number] => [(left + right) / 2, (top + bottom) / 2];
const covers = ({ left, right, top, bottom }: Box, [x, y]: readonly [number, number]): boolean =>
  x + 5 > left && x - 5 < right && y + 5 > top && y - 5 < bottom;

describe('the name of a topic', () => {
  test('is in the middle of its articles if there is room', () => {
    const place = freePlace(roomOf([[200, 100]]), placesAround(200, 150, 40, 80), 0.1);
    expect(place && middleOf(place)).toEqual([200, 150]);
  });

  test('covers no article if there is room beside them', () => {
    const planets = [
      [180, 150],
      [200, 150],
      [220, 150],
      [200, 135],
    ] as const;
    const place = freePlace(roomOf(planets), placesAround(200, 150, 40, 80), 0.1);
    expect(place).toBeDefined();
    expect(planets.filter((each) => place && covers(place, each))).toEqual([]);
  });

  test('is left out if every place is taken', () => {
    const crowd = Array.from({ length: 1200 }, (_, at) => [(at % 40) * 10, Math.floor(at / 40) * 10] as const);
    expect(freePlace(roomOf(crowd), placesAround(200, 150, 40, 80), 0.1)).toBeUndefined();
  });

  test('never covers another name', () => {
    const room = roomOf([]);
    const first = freePlace(room, placesAround(200, 150, 40, 80), 0.1);
    if (first) room.addName(first);
    const second = freePlace(room, placesAround(205, 152, 40, 80), 0.1);
    expect(second && first && (second.top >= first.bottom || second.bottom <= first.top)).toBe(true);
  });

  test('keeps its place while the map is moved', () => {
    const planets = [
      [180, 150],
      [200, 150],
      [220, 150],
    ] as const;
    const placeAfter = (by: number): [number, number] => {
      const moved = planets.map(([x, y]) => [x + by, y + by] as const);
      const place = freePlace(roomOf(moved, { x: by, y: by }), placesAround(200 + by, 150 + by, 40, 80), 0.1);
      const [x, y] = place ? middleOf(place) : [0, 0];
      return [x - by, y - by];
    };
    const still = placeAfter(0);
    for (const by of [1, 2, 3.5, 5, 13]) expect(placeAfter(by)).toEqual(still);
  });
});

describe('the name of an article', () => {
  test('follows its shape, and avoids articles in the way', () => {
    const mars = [100, 100] as const;
    const free = freePlace(roomOf([mars]), placesBeside(...mars, 5, 60), 0);
    expect(free && free.left > 100).toBe(true);
    const crowded = freePlace(roomOf([mars, [130, 100]]), placesBeside(...mars, 5, 60), 0);
    expect(crowded && !covers(crowded, [130, 100]) && !covers(crowded, mars)).toBe(true);
  });
});
