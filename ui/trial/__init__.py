"""Trying a form before it is published: fill it, print it, take its answers out; no vault."""
