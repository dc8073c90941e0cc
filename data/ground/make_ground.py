#!/usr/bin/env python3
"""Makes the grounds of the demonstration's maps out of published contours and streets.

    make_ground.py communes CONTOURS.geojson OWN.txt [NAMES.csv] > ground.geojson
    make_ground.py streets EXTRACT.geojson > ground.geojson

`communes`: OWN.txt has the names or codes of the territory's communes, one a line; they are kept with what lies around
them. A border between two communes stays one line: rings are cut where three meet and every piece
is simplified once. NAMES.csv (`code`, `nom`) gives names in full where the contours leave the article out, as IGN's do: « Le
Bouscat ». `streets`: OpenStreetMap's lines and areas, one feature for each kind of thing.
"""
import csv
import json
import sys
from collections import defaultdict

AROUND = 0.04  # degrees of what lies around the territory
CONTOUR = 0.0004  # how far a simplified border may lie beside the real one: some 40 m
STREET = 0.000012  # a metre


def distance(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = dx * dx + dy * dy
    t = 0 if long == 0 else max(0, min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / long))
    return ((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5


def simplify(line, tolerance):
    """Douglas and Peucker, 1973."""
    if len(line) < 3:
        return line
    far, at = max((distance(line[i], line[0], line[-1]), i) for i in range(1, len(line) - 1))
    if far <= tolerance:
        return [line[0], line[-1]]
    return simplify(line[: at + 1], tolerance)[:-1] + simplify(line[at:], tolerance)


def rings_of(geometry):
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[[tuple(p) for p in ring] for ring in polygon] for polygon in polygons]


def neighbours(features):
    around = defaultdict(set)
    for feature in features:
        for polygon in rings_of(feature["geometry"]):
            for ring in polygon:
                for a, b in zip(ring, ring[1:]):
                    around[a].add(b)
                    around[b].add(a)
    return around


def simplify_ring(ring, around):
    open_ring = ring[:-1]
    knots = [i for i, p in enumerate(open_ring) if len(around[p]) > 2]
    start = knots[0] if knots else open_ring.index(min(open_ring))
    turned = open_ring[start:] + open_ring[:start] + [open_ring[start]]
    pieces, piece = [], [turned[0]]
    for point in turned[1:]:
        piece.append(point)
        if len(around[point]) > 2:
            pieces.append(piece)
            piece = [point]
    if len(piece) > 1:
        pieces.append(piece)
    out = [turned[0]]
    for piece in pieces:
        # The same way round for both neighbours; a piece that is a whole ring has a middle.
        flipped = piece[-1] < piece[0] or (piece[-1] == piece[0] and piece[-2] < piece[1])
        line = piece[::-1] if flipped else piece
        if line[0] == line[-1]:
            half = len(line) // 2
            line = simplify(line[: half + 1], CONTOUR)[:-1] + simplify(line[half:], CONTOUR)
        else:
            line = simplify(line, CONTOUR)
        out += (line[::-1] if flipped else line)[1:]
    return out if len(out) >= 4 else ring


def box(geometries):
    points = [p for g in geometries for polygon in rings_of(g) for ring in polygon for p in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def communes(contours, own_names):
    features = contours["features"]
    own = {f["properties"]["nom"] for f in features if {f["properties"]["nom"], f["properties"].get("code")} & own_names}
    west, south, east, north = box(f["geometry"] for f in features if f["properties"]["nom"] in own)
    near = (west - AROUND, south - AROUND, east + AROUND, north + AROUND)
    out = []
    around = neighbours(features)
    for feature in features:
        w, s, e, n = box([feature["geometry"]])
        name = feature["properties"]["nom"]
        if name not in own and (e < near[0] or w > near[2] or n < near[1] or s > near[3]):
            continue
        polygons = [[simplify_ring(ring, around) for ring in polygon] for polygon in rings_of(feature["geometry"])]
        kind = "commune" if name in own else "around"
        out.append(({"kind": kind, "name": name}, {"type": "MultiPolygon", "coordinates": polygons}))
    return sorted(out, key=lambda f: (f[0]["kind"] != "around", f[0]["name"]))


KINDS = [  # in the order in which they are drawn
    ("park", "leisure", {"garden", "park", "pitch"}),
    ("water", "natural", {"water"}),
    ("water", "leisure", {"swimming_pool"}),
    ("pier", "man_made", {"pier"}),
    ("building", "building", None),
    ("rail", "railway", {"rail"}),
    ("path", "highway", {"pedestrian"}),
    ("street", "highway", {"residential", "unclassified", "tertiary", "primary_link"}),
    ("road", "highway", {"primary", "secondary"}),
]


def kind_of(properties):
    for kind, key, values in KINDS:
        if key in properties and (values is None or properties[key] in values):
            return kind
    return None


def rounded(line):
    line = [(round(x, 5), round(y, 5)) for x, y in simplify([tuple(p) for p in line], STREET)]
    return [p for i, p in enumerate(line) if i == 0 or p != line[i - 1]]


def sea(features):
    """Closes the coast, which has the sea on its right, along the south-eastern corner."""
    lines = [f["geometry"]["coordinates"] for f in features
             if f["properties"].get("natural") == "coastline" and f["geometry"]["type"] == "LineString"]
    starts = {tuple(line[0]): line for line in lines}
    ends = {tuple(line[-1]) for line in lines}
    chains = []
    for line in lines:
        if tuple(line[0]) in ends:
            continue
        chain = list(line)
        while tuple(chain[-1]) in starts:
            chain += starts[tuple(chain[-1])][1:]
        chains.append(chain)
    coast = max(chains, key=len)
    points = [p for f in features for p in flat(f["geometry"]["coordinates"])]
    east, south = max(p[0] for p in points) + 0.05, min(p[1] for p in points) - 0.05
    first, last = coast[0], coast[-1]
    ring = rounded(coast) + [(round(east, 5), last[1]), (round(east, 5), round(south, 5)),
                             (first[0], round(south, 5))]
    return [[ring + [ring[0]]]]


def flat(coordinates):
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return [p for part in coordinates for p in flat(part)]


def streets(extract):
    areas, lines = defaultdict(list), defaultdict(list)
    for feature in extract["features"]:
        kind, geometry = kind_of(feature["properties"]), feature["geometry"]
        if kind is None:
            continue
        if geometry["type"] == "MultiPolygon":
            if kind in ("road", "street"):
                kind = "path"
            areas[kind] += [[r for r in map(rounded, polygon) if len(r) >= 4] for polygon in geometry["coordinates"]]
        elif kind in ("rail", "path", "street", "road"):
            lines[kind].append(rounded(geometry["coordinates"]))
    out = [({"kind": "sea", "name": ""}, {"type": "MultiPolygon", "coordinates": sea(extract["features"])})]
    for kind in dict.fromkeys(kind for kind, _, _ in KINDS):
        polygons = [polygon for polygon in areas[kind] if polygon]
        if polygons:
            out.append(({"kind": "square" if kind == "path" else kind, "name": ""},
                        {"type": "MultiPolygon", "coordinates": polygons}))
        if lines[kind]:
            out.append(({"kind": kind, "name": ""}, {"type": "MultiLineString", "coordinates": lines[kind]}))
    return out


def name_in_full(contours, names):
    for feature in contours["features"]:
        properties = feature["properties"]
        properties["nom"] = names.get(properties.get("code"), properties["nom"])


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        source = json.load(file)
    if sys.argv[1] == "communes":
        if len(sys.argv) > 4:
            with open(sys.argv[4], encoding="utf-8", newline="") as file:
                name_in_full(source, {row["code"]: row["nom"] for row in csv.DictReader(file)})
        with open(sys.argv[3], encoding="utf-8") as file:
            features = communes(source, {line.strip() for line in file if line.strip()})
    else:
        features = streets(source)
    rows = [json.dumps({"type": "Feature", "properties": p, "geometry": g}, ensure_ascii=False, separators=(",", ":"))
            for p, g in features]
    print('{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}")


main()
