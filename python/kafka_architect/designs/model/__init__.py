"""What a design is: typed, frozen, read and written as JSON. Knows no specification, pattern or emitter."""
