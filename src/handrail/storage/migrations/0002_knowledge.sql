-- Knowledge: approved articles, their passages and words for search, and the example questions of each topic.
-- depends: 0001_spine

-- The stemmer for a language; words of others are kept as they are. Immutable, so one text always gives one index.
CREATE FUNCTION text_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE language
    WHEN 'ar' THEN 'arabic' WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish' WHEN 'de' THEN 'german' WHEN 'el' THEN 'greek'
    WHEN 'en' THEN 'english' WHEN 'es' THEN 'spanish' WHEN 'et' THEN 'estonian' WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french'
    WHEN 'hi' THEN 'hindi' WHEN 'hu' THEN 'hungarian' WHEN 'id' THEN 'indonesian' WHEN 'it' THEN 'italian'
    WHEN 'lt' THEN 'lithuanian' WHEN 'nb' THEN 'norwegian' WHEN 'nl' THEN 'dutch' WHEN 'nn' THEN 'norwegian'
    WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian' WHEN 'ru' THEN 'russian'
    WHEN 'sr' THEN 'serbian' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil' WHEN 'tr' THEN 'turkish'
    ELSE 'simple' END::regconfig
$$;

CREATE TABLE article (
  tenant uuid NOT NULL REFERENCES workspace, id uuid NOT NULL,
  key text NOT NULL,                   -- the path or id in the source; for good
  version int NOT NULL DEFAULT 1,
  content_hash text NOT NULL,
  title text NOT NULL, body text NOT NULL,
  topic text NOT NULL DEFAULT 'general', family text NOT NULL DEFAULT '',
  audience text NOT NULL CHECK (audience IN ('customer', 'internal')),
  owner text NOT NULL DEFAULT '', owner_id uuid,
  review_at date,
  language text NOT NULL,
  questions text[] NOT NULL DEFAULT '{}',
  length real NOT NULL DEFAULT 0,      -- weighted count of words, as BM25 needs it
  embedding vector STORAGE MAIN,       -- of the beginning of the article; in the row, since every search reads it
  embedder text,                       -- which embedder; null without one
  imported_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  PRIMARY KEY (tenant, id), UNIQUE (tenant, key)
);

-- Word for word from article.body between start_at and end_at, so that a quote can be checked.
CREATE TABLE passage (
  tenant uuid NOT NULL, article_id uuid NOT NULL, ordinal int NOT NULL, id uuid NOT NULL,
  heading text[] NOT NULL, body text NOT NULL, start_at int NOT NULL, end_at int NOT NULL CHECK (end_at > start_at),
  audience text NOT NULL CHECK (audience IN ('customer', 'internal')),
  embedding vector STORAGE MAIN, embedder text,
  PRIMARY KEY (tenant, article_id, ordinal), UNIQUE (tenant, id),
  FOREIGN KEY (tenant, article_id) REFERENCES article (tenant, id) ON DELETE CASCADE
);

-- An inverted index of our own: the tenant comes first, and counting the articles of a word is one range of the key.
CREATE TABLE article_word (
  tenant uuid NOT NULL, word text NOT NULL, article_id uuid NOT NULL,
  frequency real NOT NULL,             -- family 3, title 2, questions, headings and text 1
  audience text NOT NULL CHECK (audience IN ('customer', 'internal')),
  PRIMARY KEY (tenant, word, article_id) INCLUDE (frequency, audience),
  FOREIGN KEY (tenant, article_id) REFERENCES article (tenant, id) ON DELETE CASCADE
);
CREATE INDEX ON article_word (tenant, article_id);

-- Words of family names that are names ("Evergreen") and not plain words ("account"); learned at each import.
CREATE TABLE name_word (
  tenant uuid NOT NULL REFERENCES workspace, word text NOT NULL,
  PRIMARY KEY (tenant, word)
);

-- Ways of asking that are taught for a topic: the questions of its articles, and those a person adds (no article).
CREATE TABLE topic_example (
  tenant uuid NOT NULL REFERENCES workspace, topic text NOT NULL, id uuid NOT NULL,
  text text NOT NULL, language text NOT NULL, article_id uuid,
  audience text NOT NULL DEFAULT 'customer' CHECK (audience IN ('customer', 'internal')),
  embedding vector STORAGE MAIN, embedder text,
  PRIMARY KEY (tenant, topic, id),
  FOREIGN KEY (tenant, article_id) REFERENCES article (tenant, id) ON DELETE CASCADE
);
CREATE INDEX ON topic_example (tenant, article_id);

DO $$ BEGIN
  PERFORM handrail_wall(t::regclass) FROM unnest(ARRAY['article', 'passage', 'article_word', 'name_word', 'topic_example']) t;
  PERFORM handrail_audience_wall(t::regclass) FROM unnest(ARRAY['article', 'passage', 'article_word', 'topic_example']) t;
END $$;
GRANT UPDATE ON article, topic_example, passage TO handrail_app;
GRANT DELETE ON passage, article_word, name_word, topic_example TO handrail_app;
