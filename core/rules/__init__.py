"""What the law says, as data: regions, catalogue of breaches, deadlines, requirements."""
