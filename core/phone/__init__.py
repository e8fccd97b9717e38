"""Photos and videos from a phone on the same Wi-Fi: a page that the phone opens, and what takes its files in."""
