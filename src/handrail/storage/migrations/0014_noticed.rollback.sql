ALTER TABLE conversation DROP COLUMN noticed_turn;
