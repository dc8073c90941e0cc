-- Photos of shops: what is on them, in the words of whoever sent them, and the way from a photo to
-- those who show it. Of photo.size there are four (enum photo_size): 1 and 2 as before, 3 between
-- them, 4 a JPEG for links on other sites.

ALTER TABLE shop ADD COLUMN photo_text TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN photo_text TEXT NOT NULL DEFAULT '';

CREATE INDEX shop_photo ON shop (territory_id, photo) WHERE photo <> '';
CREATE INDEX registration_photo ON registration (territory_id, photo) WHERE photo <> '';
