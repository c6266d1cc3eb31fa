"""What the page shows, as HTML made from values: pure functions, no gradio. Everything that is not ours is escaped in `markup`."""
