"""Makes views/static/outline.json: the borders of the world, simplified and projected, from Natural Earth.

The source is the public-domain Natural Earth 1:110m data as TopoJSON (npm world-atlas 2.0.2, countries-110m.json):
`python benchmarks/outline.py countries-110m.json`, or no argument with DETENTE_REFERENCE set.
"""

import json
import os
import sys
from itertools import pairwise
from pathlib import Path

from detente.atlas.book import open_atlas
from detente.views.projection import HEIGHT, WIDTH, project

OUT = Path(__file__).resolve().parent.parent / "views" / "static" / "outline.json"
TOLERANCE = 0.32  # of a thousandth of the width, by which a simplified line may miss the given one
SOURCE = "Natural Earth 1:110m (public domain)"
NAMELESS = {"Kosovo": "XKX", "N. Cyprus": "", "Somaliland": ""}
LEFT_OUT = {"010", "260"}  # Antarctica and its neighbours: no states


def main() -> None:
    given = (
        sys.argv[1]
        if len(sys.argv) > 1
        else Path(os.environ["DETENTE_REFERENCE"]) / "data/borders/countries-110m.json"
    )
    topology = json.loads(Path(given).read_text(encoding="utf-8"))
    arcs = [simplified(projected(line)) for line in decoded(topology)]
    # The latest holder of a number: that of the Federal Republic, not that of a state before it.
    codes = {
        f"{n.number:03d}": iso3
        for iso3, state in open_atlas().states.items()
        for n in state.numeric
        if n.before is None
    }
    shapes: dict[str, str] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape.get("id") in LEFT_OUT:
            continue
        name = shape["properties"]["name"]
        code = codes.get(shape.get("id") or "") or NAMELESS.get(name, "")
        rings = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        path = "".join(outline(ring, arcs) for polygon in rings for ring in polygon)
        key = code or f"~{name}"
        shapes[key] = shapes.get(key, "") + path
    told = {"source": SOURCE, "width": WIDTH, "height": HEIGHT, "shapes": dict(sorted(shapes.items()))}
    lines = json.dumps(told, ensure_ascii=False, indent=0, separators=(",", ":"))
    OUT.write_text(lines + "\n", encoding="utf-8")
    print(OUT.name, OUT.stat().st_size, "bytes;", len(shapes), "shapes; without a code:",
          [k for k in shapes if k.startswith("~")])  # fmt: skip


def decoded(topology: dict) -> list[list[tuple[float, float]]]:
    """Return the arcs as lists of (lon, lat)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def projected(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [project(lat, lon) for lon, lat in line]


def simplified(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Douglas-Peucker on one arc: its ends stay, so that neighbours keep a common border."""
    if len(line) < 3:
        return line
    if line[0] == line[-1] and len(line) > 4:  # an island: cut the ring into two lines
        middle = len(line) // 2
        return simplified(line[: middle + 1]) + simplified(line[middle:])[1:]
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 or 1e-9
    away = [abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length for x, y in line]
    most = max(range(len(line)), key=away.__getitem__)
    if away[most] <= TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: most + 1])[:-1] + simplified(line[most:])


def outline(ring: list[int], arcs: list) -> str:
    """Return a ring as a path; where it jumps across the map (180°) it is closed and begun anew."""
    points: list[tuple[float, float]] = []
    for number in ring:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    parts: list[list[tuple[float, float]]] = [[]]
    for before, point in zip([points[0], *points], points, strict=False):
        if abs(point[0] - before[0]) > WIDTH / 2:
            parts.append([])
        parts[-1].append(point)
    if len(parts) > 1:  # the first and the last part are one, seen from the start of the ring
        parts[0] = parts.pop() + parts[0]
    return "".join(path(part) for part in parts if len(part) > 2)


def path(points: list[tuple[float, float]]) -> str:
    """Return points as tenths, the first absolute and the rest as steps."""
    whole = [(round(10 * x), round(10 * y)) for x, y in points]
    steps = []
    for (ax, ay), (bx, by) in pairwise(whole):
        if (ax, ay) != (bx, by):
            steps.append(f"{bx - ax} {by - ay}")
    return f"M{whole[0][0]} {whole[0][1]}l{' '.join(steps)}Z".replace(" -", "-") if len(steps) > 1 else ""


if __name__ == "__main__":
    main()
