"""Official forms as versioned data (XLSForm source, compiled XForm) and the engine that runs them."""
