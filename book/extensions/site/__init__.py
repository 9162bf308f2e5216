"""What the site needs: its pages, addresses, links, social cards and chapter footers."""
