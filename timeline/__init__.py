"""Dated items, normalised honestly, exported as calendars and as a timeline."""
