"""Is it genuine: vault, export, paper, parcel."""
