"""The tests, as a package: folders import what they share from each other."""
