"""The learner's own post exports: read without guessing, reported in plain words, written safely."""
