"""What visitors send: suggestions and reports."""
