"""What the reader uses: callouts, formulas, glossary, concept map, search, tables, widgets."""
