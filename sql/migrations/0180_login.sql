-- Getting in again. Links in letters die with the password and the address they were written for.
ALTER TABLE person ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0; -- password or address, last
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';    -- "Firefox, Android"
CREATE INDEX session_of_person ON session (person_id);

-- Whoever says that a password is lost. A row whether the address is known or not, so that nobody
-- can tell by the answer; taken away within seconds, when the letter is written or nobody is known.
CREATE TABLE password_ask (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
