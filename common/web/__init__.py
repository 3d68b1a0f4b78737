"""For pages: form fields, query strings, answers, long lists, lists as files."""
