#!/usr/bin/env python3
"""Draws the sample pictures of handwritten digits.

Each digit is a few strokes through hand-placed points, joined by a smooth
curve, with a little seeded jitter, drawn with a round pen on a larger canvas
that is then made smaller.  The light falls unevenly, three pictures are
grainy, and one is light on dark.  No data set is involved.

    apt-get install python3-pil python3-numpy
    /usr/bin/python3 draw_digits.py FOLDER
"""

import argparse
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

OVERSAMPLE = 4

# The strokes of each digit: points (x, y) in a box 0..100 high, y down.
# A stroke is smooth through its points; a repeated point makes a corner.
SHAPES = {
    "zero": [[(38, 4), (16, 18), (6, 50), (16, 86), (36, 97), (58, 82),
              (66, 48), (56, 14), (36, 3), (30, 7)]],
    "one": [[(30, 2), (27, 35), (23, 68), (20, 98)]],
    "two": [[(8, 24), (16, 6), (38, 2), (55, 16), (50, 42), (30, 70),
             (8, 94), (8, 94), (8, 94), (34, 91), (66, 95)]],
    "three": [[(10, 12), (28, 2), (50, 8), (54, 26), (42, 42), (26, 47),
               (26, 47), (26, 47), (48, 52), (60, 70), (50, 90), (28, 98),
               (6, 88)]],
    "four": [[(18, 4), (12, 30), (6, 54), (6, 54), (6, 54), (30, 55), (64, 50)],
             [(54, 6), (50, 50), (45, 98)]],
    "five": [[(20, 6), (16, 26), (12, 44), (12, 44), (12, 44), (32, 40),
              (52, 52), (56, 74), (42, 92), (22, 97), (4, 88)],
             [(20, 6), (40, 5), (62, 2)]],
    "six": [[(48, 2), (26, 18), (10, 48), (8, 76), (24, 97), (46, 92),
             (56, 74), (44, 57), (26, 60), (11, 76)]],
    "seven": [[(4, 10), (30, 9), (60, 5), (60, 5), (60, 5), (48, 36),
               (34, 68), (25, 98)]],
    "eight": [[(52, 12), (34, 2), (15, 12), (18, 32), (36, 48), (54, 66),
               (52, 88), (32, 98), (12, 88), (13, 68), (32, 48), (50, 32),
               (54, 14), (46, 5)]],
    "nine": [[(54, 20), (38, 3), (16, 10), (8, 32), (20, 48), (40, 43),
              (54, 22), (54, 22), (54, 22), (52, 50), (46, 76), (40, 98)]],
}

# file, digit, canvas, left, top, height, tilt in degrees, pen, grain, paper, ink
PICTURES = [
    ("zero.png", "zero", (200, 200), 62, 30, 140, 4, 14, 0, (244, 241, 232), (34, 40, 78)),
    ("one.png", "one", (200, 200), 88, 52, 96, 5, 12, 0, (250, 250, 250), (20, 20, 20)),
    ("two.png", "two", (200, 200), 34, 42, 122, -3, 13, 0, (240, 238, 230), (26, 26, 30)),
    ("three.png", "three", (200, 200), 74, 24, 132, 3, 15, 0, (252, 250, 244), (18, 48, 110)),
    ("four.jpg", "four", (240, 180), 92, 26, 118, 2, 12, 2, (236, 232, 222), (40, 34, 32)),
    ("five.png", "five", (200, 200), 50, 40, 124, -2, 14, 1.5, (34, 52, 44), (226, 230, 222)),
    ("six.png", "six", (180, 220), 38, 70, 108, 3, 12, 0, (246, 244, 238), (92, 24, 28)),
    ("seven.jpg", "seven", (200, 200), 66, 34, 130, 2, 14, 2, (242, 240, 236), (28, 30, 44)),
    ("eight.png", "eight", (200, 200), 60, 28, 138, 6, 13, 0, (248, 246, 240), (24, 24, 24)),
    ("nine.png", "nine", (200, 200), 84, 58, 104, 2, 11, 0, (238, 240, 244), (30, 36, 66)),
]


def smooth(points, steps=24):
    """A Catmull-Rom curve through the points."""
    p = np.asarray([points[0]] + list(points) + [points[-1]], float)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:]):
        parts.append(0.5 * (2 * b + (c - a) * t
                            + (2 * a - 5 * b + 4 * c - d) * t ** 2
                            + (3 * b - a - 3 * c + d) * t ** 3))
    parts.append(p[-1:])
    return np.concatenate(parts)


def wander(generator, count, size):
    """Slow random wandering of about the given size, one value a place."""
    knots = generator.normal(0, size, max(4, count // 16))
    return np.interp(np.linspace(0, len(knots) - 1, count),
                     np.arange(len(knots)), knots)


def draw(generator, digit, canvas, left, top, height, tilt, pen, grain, paper, ink):
    """One picture, as an RGB image."""
    width_big, height_big = (side * OVERSAMPLE for side in canvas)
    mask = Image.new("L", (width_big, height_big), 0)
    pencil = ImageDraw.Draw(mask)
    cos, sin = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    for stroke in SHAPES[digit]:
        # A repeated point is a corner and has to stay one: jitter by place.
        moved = {q: generator.normal(0, 1.2, 2) for q in dict.fromkeys(stroke)}
        line = smooth([np.asarray(q) + moved[q] for q in stroke])
        line += np.stack([wander(generator, len(line), 0.5),
                          wander(generator, len(line), 0.5)], axis=1)
        line -= (33, 50)
        line = line @ np.array([[cos, sin], [-sin, cos]]) + (33, 50)
        line = (line * (height / 100) + (left, top)) * OVERSAMPLE
        radii = pen * OVERSAMPLE / 2 * (1 + wander(generator, len(line), 0.06))
        # Dabs of the pen, close together, along the line.
        for (x0, y0), (x1, y1), r0, r1 in zip(line, line[1:], radii, radii[1:]):
            dabs = max(1, int(np.hypot(x1 - x0, y1 - y0) / 2))
            for k in range(dabs + 1):
                s = k / dabs
                x, y, r = x0 + (x1 - x0) * s, y0 + (y1 - y0) * s, r0 + (r1 - r0) * s
                pencil.ellipse((x - r, y - r, x + r, y + r), fill=255)
    mask = mask.resize(canvas, Image.BOX).filter(ImageFilter.GaussianBlur(0.5))

    cover = np.asarray(mask, float)[:, :, None] / 255
    shade = np.linspace(-4, 4, canvas[0])[None, :, None]
    speckle = generator.normal(0, grain, (canvas[1], canvas[0], 1))
    pixels = np.asarray(paper, float) * (1 - cover) + np.asarray(ink, float) * cover
    pixels = np.clip(np.rint(pixels + shade + speckle), 0, 255)
    return Image.fromarray(pixels.astype(np.uint8), "RGB")


def main():
    parser = argparse.ArgumentParser(
        description="Draws the sample pictures of handwritten digits.")
    parser.add_argument("folder", help="where to write the pictures")
    folder = parser.parse_args().folder
    os.makedirs(folder, exist_ok=True)
    for number, (name, *rest) in enumerate(PICTURES):
        picture = draw(np.random.default_rng(number + 1), *rest)
        path = os.path.join(folder, name)
        if name.endswith(".jpg"):
            picture.save(path, quality=90)
        else:
            picture.save(path, optimize=True)


if __name__ == "__main__":
    main()
