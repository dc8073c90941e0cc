-- Where somebody has a role, whatever the territory.
CREATE INDEX role_by_person ON role (person_id, territory_id);
