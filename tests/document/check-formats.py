#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the writers wrote with other readers than ours, and compares it with our own document.

    check-formats.py WRITE-SAMPLE DATA-FOLDER

Prints TAP. The schemas of KML and GPX are not ours to ship; where Debian's package "pytrainer" has
put them, or HOPMAP_SCHEMAS names their folder, they are used.
"""

import csv
import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

WRITE_SAMPLE, DATA = sys.argv[1:3]
ROUTES = ["plain", "empty", "one", "long", "private", "pacific", "hostile", "v6"]
KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"
GPX = "{http://www.topografix.com/GPX/1/1}"
SCHEMAS = os.environ.get("HOPMAP_SCHEMAS", "/usr/share/pytrainer/schemas")
EARTH_KM = 6371.0088


class Skip(Exception):
    """The test cannot be made here; the text says why."""


def written(route, form):
    return subprocess.run([WRITE_SAMPLE, route, form], check=True, capture_output=True).stdout


def document(route):
    """Our own document: the trace, and what is known of each address."""
    whole = json.loads(written(route, "json"))
    return whole["traces"][0], whole.get("hosts", {})


def addresses_of(hop):
    found = []
    for probe in hop.get("probes", []):
        if "address" in probe and probe["address"] not in found:
            found.append(probe["address"])
    return found


def place_of(hop, hosts):
    for address in addresses_of(hop)[:1]:
        place = hosts.get(address, {}).get("place", {})
        if "latitude" in place:
            return place["latitude"], place["longitude"]
    return None


def located(route):
    trace, hosts = document(route)
    return [(hop["ttl"], *place_of(hop, hosts)) for hop in trace["hops"] if place_of(hop, hosts)]


def kilometres(a, b):
    """Between (latitude, longitude) pairs, by the haversine formula."""
    (lat_a, lon_a), (lat_b, lon_b) = [tuple(map(math.radians, point)) for point in (a, b)]
    half = (math.sin((lat_b - lat_a) / 2) ** 2
            + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1, half)))


def check_line(parts):
    """Parts of (latitude, longitude): in range, in small steps, cut at 180 degrees only."""
    for part in parts:
        assert len(part) >= 2
        for latitude, longitude in part:
            assert -90 <= latitude <= 90 and -180 <= longitude <= 180
        for a, b in zip(part, part[1:]):
            assert abs(a[1] - b[1]) <= 180, (a, b)
            assert kilometres(a, b) < 150, (a, b)
    for before, after in zip(parts, parts[1:]):
        assert {before[-1][1], after[0][1]} == {180, -180}
        assert abs(before[-1][0] - after[0][0]) < 1e-6


def check_length(parts, places):
    """No longer than the great circles between the places, so on them."""
    drawn = sum(kilometres(a, b) for part in parts for a, b in zip(part, part[1:]))
    direct = sum(kilometres(a[1:], b[1:]) for a, b in zip(places, places[1:]))
    assert abs(drawn - direct) <= 0.001 * direct + 0.1, (drawn, direct)


# ---- GeoJSON (RFC 7946) ----------------------------------------------------------------------------

def check_position(position):
    assert isinstance(position, list) and len(position) == 2
    for number in position:
        assert type(number) in (int, float)
        assert len(repr(number).partition(".")[2]) <= 7
    longitude, latitude = position
    assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    return latitude, longitude


def check_geometry(geometry):
    """The parts of its lines, or one part with its one point."""
    if geometry is None:
        return []
    assert set(geometry) == {"type", "coordinates"}
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [[check_position(coordinates)]]
    lines = {"LineString": [coordinates], "MultiLineString": coordinates}[geometry["type"]]
    return [[check_position(position) for position in line] for line in lines]


def test_geojson():
    for route in ROUTES:
        collection = json.loads(written(route, "geojson"), parse_constant=float.fromhex)
        assert set(collection) == {"type", "features"} and collection["type"] == "FeatureCollection"
        features = collection["features"]
        for feature in features:
            assert set(feature) == {"type", "id", "geometry", "properties"}
            assert feature["type"] == "Feature"
        assert len({feature["id"] for feature in features}) == len(features)

        lines = [check_geometry(feature["geometry"]) for feature in features
                 if feature["properties"]["kind"] == "route"]
        assert len(lines) == 1
        check_line(lines[0])
        places = located(route)
        check_length(lines[0], places)

        hops = [feature for feature in features if feature["properties"]["kind"] == "hop"]
        trace, _ = document(route)
        assert [hop["properties"]["ttl"] for hop in hops] == [hop["ttl"] for hop in trace["hops"]]
        points = [(hop["id"], *check_geometry(hop["geometry"])[0][0]) for hop in hops
                  if hop["geometry"] is not None]
        assert points == places, (route, points, places)
        if lines[0] and points:
            ends = lines[0][0][0], lines[0][-1][-1]
            assert ends == (points[0][1:], points[-1][1:])


def test_geojson_date_line():
    collection = json.loads(written("pacific", "geojson"))
    assert collection["features"][0]["geometry"]["type"] == "MultiLineString"
    west, east = collection["features"][0]["geometry"]["coordinates"]
    assert west[-1][0] == 180 and east[0][0] == -180
    assert 45 < west[-1][1] < 50


# ---- CSV (RFC 4180) --------------------------------------------------------------------------------

NUMBERS = ["ttl", "asn", "latitude", "longitude", "radius_km", "sent", "received", "loss_percent",
           "last_ms", "best_ms", "mean_ms", "worst_ms", "deviation_ms"]


def rows_of(data, **dialect):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True, **dialect))


def test_csv():
    for route in ROUTES:
        data = written(route, "csv")
        assert data.count(b"\n") == data.count(b"\r\n") and data.endswith(b"\r\n")
        head, *rows = rows_of(data)
        assert all(len(row) == len(head) for row in rows)
        rows = [dict(zip(head, row)) for row in rows]
        for row in rows:
            for column in NUMBERS:
                assert re.fullmatch(r"|-?\d+(\.\d+)?", row[column]), (column, row[column])

        trace, hosts = document(route)
        expected = [(hop["ttl"], address) for hop in trace["hops"]
                    for address in addresses_of(hop) or [""]]
        assert [(int(row["ttl"]), row["address"]) for row in rows] == expected
        for row in rows:
            hop = next(hop for hop in trace["hops"] if hop["ttl"] == int(row["ttl"]))
            times = [probe["rttMs"] for probe in hop["probes"]
                     if probe.get("address") == row["address"] and probe.get("rttMs") is not None]
            assert int(row["received"]) == len(times)
            if times:
                assert abs(float(row["best_ms"]) - min(times)) < 1e-5
                assert abs(float(row["worst_ms"]) - max(times)) < 1e-5
                assert abs(float(row["mean_ms"]) - sum(times) / len(times)) < 1e-5
            known = hosts.get(row["address"], {})
            if route != "hostile":
                assert row["name"] == known.get("name", "")
                assert row["network"] == known.get("network", "")


def test_csv_has_no_formula():
    """However a spreadsheet cuts the lines: at commas, semicolons or tabs, with quotes or without."""
    for name in ["hostile-words-raw.csv", "hostile-words-checked.csv"]:
        with open(os.path.join(DATA, name), "rb") as file:
            data = file.read()
        for delimiter in ",;\t":
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
                text = io.StringIO(data.decode("utf-8"), newline="")
                for row in csv.reader(text, delimiter=delimiter, quoting=quoting):
                    for cell in row:
                        assert not re.match(r"[\s\"\ufffd]*[=+@\uff1d\uff0b\uff20]", cell), cell
                        assert not re.match(r"[\s\"\ufffd]*-(?!\d+(\.\d+)?$)", cell), cell


# ---- KML and GPX -----------------------------------------------------------------------------------

def positions(text):
    found = []
    for pair in text.split():
        longitude, latitude = map(float, pair.split(","))
        found.append((latitude, longitude))
    return found


def lines_of_kml(root):
    """One list of parts for each leg."""
    legs = []
    for mark in root.iter(KML + "Placemark"):
        lines = list(mark.iter(KML + "LineString"))
        if lines:
            assert all(line.find(KML + "tessellate").text == "1" for line in lines)
            legs.append([positions(line.find(KML + "coordinates").text) for line in lines])
    return legs


def test_kml():
    for route in ROUTES:
        root = ET.fromstring(written(route, "kml"))
        places = located(route)
        marks = [mark for mark in root.iter(KML + "Placemark") if mark.find(KML + "Point") is not None]
        points = [positions(mark.find(f"{KML}Point/{KML}coordinates").text)[0] for mark in marks]
        assert points == [place[1:] for place in places]
        assert [mark.get("id") for mark in marks] == [f"hop-{ttl}" for ttl, *_ in places]

        legs = lines_of_kml(root)
        for leg in legs:
            check_line(leg)
        for before, after in zip(legs, legs[1:]):
            assert before[-1][-1] == after[0][0]
        check_length([part for leg in legs for part in leg], places)

        styles = {"#" + style.get("id") for style in root.iter(KML + "Style")}
        used = {url.text for url in root.iter(KML + "styleUrl")}
        assert used <= styles, used - styles
        for colour in root.iter(KML + "color"):
            assert re.fullmatch(r"[0-9a-f]{8}", colour.text)
        assert not list(root.iter(KML + "href"))

        stays = [place[1:] for index, place in enumerate(places)
                 if index == 0 or place[1:] != places[index - 1][1:]]
        flights = [(float(look.find(KML + "latitude").text), float(look.find(KML + "longitude").text))
                   for look in root.iter(KML + "LookAt")]
        assert flights == stays
        assert len(list(root.iter(GX + "FlyTo"))) == len(stays) == len(list(root.iter(GX + "Wait")))


def test_gpx():
    for route in ROUTES:
        root = ET.fromstring(written(route, "gpx"))
        assert root.tag == GPX + "gpx" and root.get("version") == "1.1"
        points = [(float(point.get("lat")), float(point.get("lon")))
                  for point in root.iter(GPX + "rtept")]
        assert points == [place[1:] for place in located(route)]
        assert all(-180 <= longitude < 180 for _, longitude in points)


def validate(schema, data):
    path = os.path.join(SCHEMAS, schema)
    if shutil.which("xmllint") is None:
        raise Skip("xmllint is not installed (apt: libxml2-utils)")
    if not os.path.exists(path):
        raise Skip(f"{schema} is not there (apt: pytrainer, or set HOPMAP_SCHEMAS)")
    run = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", path, "-"], input=data,
                         capture_output=True)
    assert run.returncode == 0, run.stderr.decode()


def test_kml_schema():
    """But for the tour, which is Google's and in no schema of the OGC."""
    ET.register_namespace("", KML[1:-1])
    for route in ROUTES:
        root = ET.fromstring(written(route, "kml"))
        body = root.find(KML + "Document")
        for tour in body.findall(GX + "Tour"):
            body.remove(tour)
        validate("ogckml22.xsd", ET.tostring(root))


def test_gpx_schema():
    for route in ROUTES:
        validate("Topografix_gpx11.xsd", written(route, "gpx"))


# ---- what other tools print ------------------------------------------------------------------------

def shape(value):
    """Members in their order, and kinds of values; every number that may have a point is one kind."""
    if isinstance(value, dict):
        return [(name, shape(inner)) for name, inner in value.items()]
    return "text" if isinstance(value, str) else "number"


def test_mtr():
    """Against what mtr 0.95 printed in a network of two namespaces, with -n -z --json."""
    with open(os.path.join(DATA, "mtr-0.95.json"), encoding="utf-8") as file:
        real = json.load(file)["report"]
    for route in ROUTES:
        ours = json.loads(written(route, "mtr-json"))
        assert list(ours) == ["report"] and list(ours["report"]) == list(real)
        assert shape(ours["report"]["mtr"]) == shape(real["mtr"])
        for hub in ours["report"]["hubs"]:
            assert shape(hub) == shape(real["hubs"][0])
            assert all(isinstance(hub[name], int) for name in ("count", "Snt"))
        trace, _ = document(route)
        for hub, hop in zip(ours["report"]["hubs"], trace["hops"], strict=True):
            times = [probe["rttMs"] for probe in hop["probes"] if probe.get("rttMs") is not None]
            assert hub["count"] == hop["ttl"]
            assert hub["Loss%"] == (100 if not times else 100 * (hub["Snt"] - len(times)) / hub["Snt"])
            assert hub["Best"] == (float(f"{min(times):.5g}") if times else 0)
            assert (hub["host"] == "???") == (not addresses_of(hop))


def test_traceroute():
    for route in ROUTES:
        head, *lines = written(route, "traceroute").decode("utf-8").splitlines()
        assert re.fullmatch(r"traceroute6? to \S+ \(\S+\), \d+ hops max", head), head
        trace, _ = document(route)
        for line, hop in zip(lines, trace["hops"], strict=True):
            number, words = re.fullmatch(r" ?(\d+)  (.*)", line).groups()
            assert int(number) == hop["ttl"]
            address, found = None, []
            for token in re.finditer(r"\((\S+)\)|(\d+\.\d{3}) ms|(\*)", words):
                if token[1]:
                    address = token[1]
                elif token[2]:
                    found.append((address, token[2]))
                else:
                    found.append((None, None))
            expected = [(probe["address"], f"{probe['rttMs']:.3f}") if probe.get("rttMs") is not None
                        else (None, None) for probe in hop["probes"]]
            assert [pair[0] for pair in found] == [pair[0] for pair in expected], line
            for (_, ours), (_, time) in zip(found, expected):
                assert ours == time or abs(float(ours) - float(time)) < 0.0011


def test_locations():
    """As the exercise's own programs read them: words, of which the second and third are numbers."""
    for route in ROUTES:
        trace, hosts = document(route)
        lines = [line.split() for line in written(route, "locations").decode("utf-8").splitlines()
                 if "bogon" not in line and "no place" not in line]
        expected = [[addresses_of(hop)[0], *place_of(hop, hosts)] for hop in trace["hops"]
                    if place_of(hop, hosts)]
        assert [[line[0], float(line[1]), float(line[2])] for line in lines] == expected


def test_markdown():
    for route in ROUTES:
        table = [line for line in written(route, "markdown").decode("utf-8").splitlines()
                 if line.startswith("|")]
        assert re.fullmatch(r"\|(-+:?\||-+:\|)+", table[1])
        assert {line.count("|") for line in table} == {11}
        trace, _ = document(route)
        numbers = [int(line.split("|")[1]) for line in table[2:]]
        assert numbers == [hop["ttl"] for hop in trace["hops"]]


def main():
    tests = [(name[5:], run) for name, run in globals().items() if name.startswith("test_")]
    failures = 0
    print(f"1..{len(tests)}")
    for number, (name, run) in enumerate(tests, 1):
        try:
            run()
            print(f"ok {number} - {name}")
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}")
        except Exception as error:  # pylint: disable=broad-except
            failures += 1
            line = sys.exc_info()[2].tb_next.tb_lineno
            print(f"not ok {number} - {name}")
            print(f"# line {line}: {type(error).__name__}: {str(error)[:500]}")
    sys.exit(failures > 0)


main()
