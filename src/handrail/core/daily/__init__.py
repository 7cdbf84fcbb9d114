"""The rules of daily work: what may be searched, saved, merged, and what somebody is told about by mail."""
