DROP TABLE topic_example, name_word, article_word, passage, article;
DROP FUNCTION text_config(text);
