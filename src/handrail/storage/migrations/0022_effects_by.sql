-- Who made an effect, which effect it takes back, and how often somebody set out to make it.
-- depends: 0019_acting
ALTER TABLE effect ADD COLUMN actor text NOT NULL DEFAULT 'assistant';
ALTER TABLE effect ADD COLUMN undoes uuid;
ALTER TABLE effect ADD COLUMN tries int NOT NULL DEFAULT 1 CHECK (tries > 0);
GRANT UPDATE (tries, key) ON effect TO handrail_app;
ALTER TABLE effect ADD FOREIGN KEY (tenant, undoes) REFERENCES effect (tenant, id);
CREATE INDEX effect_undoes ON effect (tenant, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX effect_in_doubt ON effect (tenant, claimed_at) WHERE state = 'in_doubt';
