"""What a lesson is made of: explore, predict, check, claim."""
