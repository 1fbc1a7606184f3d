/** Points and polygons on the screen. */

export type Point = [number, number];

/** Tell whether a point lies inside a polygon, by the number of sides that a ray to the right crosses. */
export function inside(polygon: Point[], [x, y]: Point): boolean {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [polygon[i], polygon[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}
