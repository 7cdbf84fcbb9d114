DROP TABLE topics_fit;
DROP TABLE taught_example;
