"""Questions. Each is a screen of its own: overlays on the same screen lose Chinese characters."""
