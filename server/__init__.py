"""The centre: takes parcels and files from the offices, keeps them, and says so with signed receipts."""
