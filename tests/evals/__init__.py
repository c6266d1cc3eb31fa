"""The examinations' own tests: that their cases hold, and that their arithmetic is right."""
