"""The language of rules: YAML files with places, and conditions in CEL."""
