"""Files as evidence: look at photos safely, read sample cases, draw drill photos."""
