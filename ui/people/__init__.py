"""The people and laptops of the office."""
