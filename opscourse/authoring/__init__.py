"""For maintainers: exercise and lesson sources → proven notebooks and answer files."""
