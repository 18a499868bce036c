"""What is odd in a document itself: sums, figures, ends that are missing."""
