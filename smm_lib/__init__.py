"""Social media marketing as models you can move."""
