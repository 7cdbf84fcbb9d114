DROP TABLE moment_clock;
