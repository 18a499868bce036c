"""One unit by several standards: crosswalks, shared facts, contradictions, themes, what one visit settles. Pure."""
