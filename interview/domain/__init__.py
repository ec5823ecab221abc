"""What can be done in hiring: verbs, one module per noun."""
