"""The evening station: any laptop takes the others' sealed parts over the LAN, keeps them as a courier does, and shows who is missing."""
