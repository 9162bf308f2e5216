"""What makes the pages light: images, style sheets, code."""
