"""The pages, a script each. They alone know the screen, and turn errors into words on it."""
