"""What many cases amount to: tables to hand out, and the recap of a period."""
