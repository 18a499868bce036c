"""Facts and themes that a draft may share with other standards."""
