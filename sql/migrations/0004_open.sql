-- Maps and open data: the ground under a territory's shops, how many stand in each square of the
-- world, and the former names of shops in addresses.

-- What is drawn below the shops: contours of communes, or streets. One row a territory.
CREATE TABLE ground (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  geojson TEXT NOT NULL,               -- checked when it came in
  attribution TEXT NOT NULL,           -- "IGN, Admin Express"
  west DOUBLE NOT NULL,                -- what a map of the whole territory shows
  south DOUBLE NOT NULL,
  east DOUBLE NOT NULL,
  north DOUBLE NOT NULL,
  brought_at BIGINT NOT NULL
);

-- Open shops in the squares of Web Mercator at some levels (2^level squares a side), so that a map
-- of half a million shops reads some hundred rows. Derived; rebuilt by map_count().
CREATE TABLE map_cell (
  territory_id BIGINT NOT NULL,
  level INTEGER NOT NULL,
  cell BIGINT NOT NULL,                -- row * 2^level + column
  shops BIGINT NOT NULL,
  latitude DOUBLE NOT NULL,            -- the middle of them
  longitude DOUBLE NOT NULL,
  PRIMARY KEY (territory_id, level, cell)
) WITHOUT ROWID;

-- The smallest box around them all. Derived likewise.
CREATE TABLE map_extent (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  west DOUBLE NOT NULL,
  south DOUBLE NOT NULL,
  east DOUBLE NOT NULL,
  north DOUBLE NOT NULL
);

-- Names that shops had in addresses before: they lead on, for ever.
CREATE TABLE shop_former_slug (
  territory_id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  shop_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, slug)
) WITHOUT ROWID;

-- What changed last: the feed of a territory.
CREATE INDEX shop_changed ON shop (territory_id, updated_at);
