"""The tests, as a package, so that folders can import shared code from each other."""
