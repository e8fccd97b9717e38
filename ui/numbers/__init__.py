"""The register of numbers and its books."""
