"""Every phrase of a text that says when: calendar expressions and the periods they name."""
