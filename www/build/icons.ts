// The page's icon, as SVG and drawn into PNGs: a shield with a tick.
import { crc32, deflateSync } from 'node:zlib';

type Point = [number, number];

const BACKGROUND = [0x4f, 0x46, 0xd8] as const;
/** All shapes stand on a square of this many units. */
const UNITS = 32;
const CORNER = 8;
const STROKE = 2;
const SHIELD = 'M16 6.5 23.5 9v6c0 4.8-3 8.2-7.5 10-4.5-1.8-7.5-5.2-7.5-10V9Z';
const TICK = 'm12.6 15.6 2.5 2.5 4.5-5';

/** The outline of `SHIELD`, its two curves as corner points of short lines. */
const shield: Point[] = [
  [16, 6.5], [23.5, 9], [23.5, 15],
  ...curve([23.5, 15], [23.5, 19.8], [20.5, 23.2], [16, 25]),
  ...curve([16, 25], [11.5, 23.2], [8.5, 19.8], [8.5, 15]),
  [8.5, 9], [16, 6.5],
];
const tick: Point[] = [[12.6, 15.6], [15.1, 18.1], [19.6, 13.1]];

export function iconSvg(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${UNITS} ${UNITS}"><rect width="${UNITS}" height="${UNITS}" rx="${CORNER}" fill="#4f46d8"/>` +
    `<path d="${SHIELD}" fill="none" stroke="#fff" stroke-width="${STROKE}" stroke-linejoin="round"/>` +
    `<path d="${TICK}" fill="none" stroke="#fff" stroke-width="${STROKE}" stroke-linecap="round" stroke-linejoin="round"/></svg>\n`;
}

/** The icon in a square of `size` pixels; `full` without round corners and smaller, for systems that cut it themselves. */
export function iconPng(size: number, full = false): Buffer {
  const unit = size / UNITS;
  const shrink = full ? 1.2 : 1;
  const rows = Buffer.alloc(size * (1 + 4 * size));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const at: Point = [(x + 0.5) / unit, (y + 0.5) / unit];
      const drawn: Point = [UNITS / 2 + (at[0] - UNITS / 2) * shrink, UNITS / 2 + (at[1] - UNITS / 2) * shrink];
      const line = Math.min(distance(drawn, shield), distance(drawn, tick));
      const white = clamp(((STROKE / 2 - line) / shrink) * unit + 0.5);
      const inside = full ? 1 : clamp(-outside(at) * unit + 0.5);
      const offset = y * (1 + 4 * size) + 1 + 4 * x;
      BACKGROUND.forEach((shade, i) => rows.writeUInt8(Math.round(shade + (255 - shade) * white), offset + i));
      rows.writeUInt8(Math.round(255 * inside), offset + 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits a channel, red, green, blue and alpha.
  head.writeUInt8(8, 8);
  head.writeUInt8(6, 9);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function clamp(share: number): number {
  return Math.max(0, Math.min(1, share));
}

/** How far a point lies outside the rounded square; negative inside. */
function outside([x, y]: Point): number {
  const half = UNITS / 2;
  const dx = Math.abs(x - half) - (half - CORNER);
  const dy = Math.abs(y - half) - (half - CORNER);
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - CORNER;
}

function distance([x, y]: Point, line: readonly Point[]): number {
  let nearest = Infinity;
  for (let i = 1; i < line.length; i += 1) {
    const [ax, ay] = line[i - 1] ?? [0, 0];
    const [bx, by] = line[i] ?? [0, 0];
    const along = clamp(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2));
    nearest = Math.min(nearest, Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)));
  }
  return nearest;
}

function curve(a: Point, b: Point, c: Point, d: Point): Point[] {
  const steps = 16;
  return Array.from({ length: steps }, (_, i) => {
    const t = (i + 1) / steps;
    const at = (k: 0 | 1): number => (1 - t) ** 3 * a[k] + 3 * (1 - t) ** 2 * t * b[k] + 3 * (1 - t) * t ** 2 * c[k] + t ** 3 * d[k];
    return [at(0), at(1)];
  });
}
